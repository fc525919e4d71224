package io.concordat.crypto.arithmetic;

/** How a table entry is read. */
public enum TableLookup {
    /** By its index: fastest, but addresses depend on the exponent, which a neighbour on the machine may see in the caches. */
    INDEXED,

    /** By reading all entries and masking: addresses do not depend on the exponent. Plain Java and GMP rings read by index. */
    SCANNED
}

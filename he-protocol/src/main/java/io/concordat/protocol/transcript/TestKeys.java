package io.concordat.protocol.transcript;

/** Whether keys made with shortened searches or fewer than 2048 bits count; they protect nothing. */
public enum TestKeys {
    /** Only keys that can carry real data. */
    REFUSED,
    /** Those of tests too. */
    ACCEPTED
}

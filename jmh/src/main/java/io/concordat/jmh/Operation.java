package io.concordat.jmh;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is measured. One invocation handles {@link #elements()} elements, and rates count elements: a batch of eight is what
 * the kernel is made for, and peers that know no batches handle the same elements one after another.
 */
public enum Operation {
    /** A key pair. Rates of different algorithms compare only over many keys: the number of candidates is geometric. */
    KEYGEN(1),
    /** Enc(m) with r^n for a random r: the scheme as published, and what peers do. */
    ENCRYPT_POWER(8),
    /** Enc(m) with h_n^ρ, ρ of κ/2 bits, no table. */
    ENCRYPT_DJN(8),
    /** The same with a table of up to 64 MiB, read by index. */
    ENCRYPT_TABLE(8),
    /** The same with a table that is scanned: the hardened setting. */
    ENCRYPT_TABLE_SCANNED(8),
    /** Enc(m) with the short ρ (opt-in) and a table of up to 16 MiB, read by index. */
    ENCRYPT_SHORT(8),
    /** The same with a table that is scanned. */
    ENCRYPT_SHORT_SCANNED(8),
    /** Enc(m) by who knows the factors. */
    ENCRYPT_OWNER(8),
    /** Decryption by the Chinese remainder theorem. */
    DECRYPT(8),
    /** Enc(a + b), operands and result in the back end's internal form. */
    ADD(256),
    /** Enc(a + b), operands and result as numbers. */
    ADD_NUMBERS(256),
    /** A square modulo n^2 in internal form: most of what exponentiations consist of. */
    SQUARE(256),
    /** Enc(s a) for scalars of 53 bits, internal form. */
    SCALAR(8),
    /** Enc(Σ w_i a_i) over 1,000 elements and weights of 53 bits, internal form. */
    DOT_1000(1),
    /** Eight such sums over the same 1,000 elements with weights of either sign. */
    MATRIX_1000_8(8),
    /** c^(2 Δ s_i) with a member's share, for a batch of 16. */
    PARTIAL_DECRYPTION(16),
    /** The proof that 16 partial decryptions are right. */
    PROVE(1),
    /** Checking one such proof. */
    VERIFY(1),
    /** Checking such proofs of eight members at once. */
    VERIFY_MANY(8),
    /** Opening 16 ciphertexts from the partial decryptions of two members. */
    COMBINE(16),
    /** Whether received numbers are ciphertexts, in batches of 256. */
    CHECK(256);

    private final int elements;

    Operation(int elements) {
        this.elements = elements;
    }

    /** Elements of one invocation. */
    public int elements() {
        return elements;
    }

    /** The name in tables, files and options, such as encrypt-table. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The operation of a label. */
    static Operation of(String label) {
        return Arrays.stream(values())
                .filter(operation -> operation.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown operation " + label + "; known are "
                        + Arrays.stream(values()).map(Operation::label).collect(Collectors.joining(", "))));
    }
}

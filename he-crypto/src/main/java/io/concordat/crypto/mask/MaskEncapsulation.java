package io.concordat.crypto.mask;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import java.util.Arrays;

/** What the member with the lower id sends to the other: 1,088 bytes of ML-KEM ciphertext, 32 bytes of confirmation tag. */
public final class MaskEncapsulation {
    /** Bytes of the encoding. */
    public static final int LENGTH = HybridKem.ENCAPSULATION_BYTES + PairwiseSecret.TAG_BYTES;

    private final byte[] encapsulation;
    private final byte[] tag;

    MaskEncapsulation(byte[] encapsulation, byte[] tag) {
        this.encapsulation = encapsulation.clone();
        this.tag = tag.clone();
    }

    /** Ciphertext, then tag. */
    public byte[] encode() {
        return new CanonicalWriter().fixed(encapsulation).fixed(tag).toByteArray();
    }

    /** Reads what {@link #encode} wrote. */
    public static MaskEncapsulation decode(byte[] encoded) throws DecodeException {
        CanonicalReader reader = new CanonicalReader(encoded);
        byte[] encapsulation = reader.fixed(HybridKem.ENCAPSULATION_BYTES);
        byte[] tag = reader.fixed(PairwiseSecret.TAG_BYTES);
        reader.end();
        return new MaskEncapsulation(encapsulation, tag);
    }

    byte[] encapsulation() {
        return encapsulation.clone();
    }

    byte[] tag() {
        return tag.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MaskEncapsulation message && Arrays.equals(encode(), message.encode());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encapsulation);
    }

    @Override
    public String toString() {
        return "MaskEncapsulation(" + LENGTH + " bytes)";
    }
}

package io.concordat.protocol.ceremony;

/** Checks signatures of the members' identity keys, as far as a ceremony has any. */
@FunctionalInterface
public interface MemberSignatures {

    /** Whether the bytes are member {@code index}'s signature (1..members) over the message; never throws. */
    boolean verify(int index, byte[] message, byte[] signature);
}

package io.concordat.protocol.ceremony;

/**
 * The identity keys of the members, as far as the ceremony needs them: this member signs, and everybody's signatures
 * can be checked. The node implements it with the Ed25519 keys of the consortium's member list.
 */
public interface CeremonySigner extends MemberSignatures {

    /** The most bytes a signature may have. */
    int MAXIMUM_SIGNATURE_BYTES = 256;

    /** This member's signature over exactly these bytes. */
    byte[] sign(byte[] message);
}

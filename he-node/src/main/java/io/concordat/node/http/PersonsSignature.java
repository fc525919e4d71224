package io.concordat.node.http;

import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.signature.Ed25519;
import java.util.Base64;

/** The signature of a person as it comes in a body: base64 of an Ed25519 signature. */
final class PersonsSignature {
    private PersonsSignature() {}

    /** Its bytes; who made it and over what is for others to verify. */
    static ByteString decode(String base64) throws RefusedException {
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(ProblemType.INVALID_REQUEST, "The signature is not base64.");
        }
        if (signature.length != Ed25519.SIGNATURE_BYTES) {
            throw new RefusedException(
                    ProblemType.APPROVAL_INVALID,
                    "Expected a signature of " + Ed25519.SIGNATURE_BYTES + " bytes but found " + signature.length);
        }
        return ByteString.of(signature);
    }
}

package io.concordat.node.consortium;

import io.concordat.protocol.ceremony.CeremonySigner;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.signature.Ed25519PublicKey;
import io.concordat.protocol.signature.Signer;

/** The members' signing keys as a ceremony uses them: by index. */
record MemberSigner(Consortium consortium, Signer own) implements CeremonySigner {

    @Override
    public byte[] sign(byte[] message) {
        return own.sign(message).toByteArray();
    }

    @Override
    public boolean verify(int index, byte[] message, byte[] signature) {
        if (index < 1 || index > consortium.size() || signature.length > MAXIMUM_SIGNATURE_BYTES) {
            return false;
        }
        Ed25519PublicKey key = consortium.member(consortium.idOf(index)).signingKey();
        return Ed25519.verifier().verify(key, message, ByteString.of(signature));
    }
}

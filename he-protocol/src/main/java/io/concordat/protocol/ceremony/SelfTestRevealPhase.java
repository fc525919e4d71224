package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.List;

/** Everybody reveals its number of the self-test; the sum must be what was decrypted. */
final class SelfTestRevealPhase implements CeremonyPhase {

    private final NewKey newKey;
    private final Numbers numbers;
    private final BigInteger decrypted;

    /**
     * The numbers before they are revealed.
     *
     * @param own this member's number
     * @param salt of this member's commitment
     * @param ciphertexts of all members' numbers
     * @param commitments of all members
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record Numbers(BigInteger own, byte[] salt, List<Ciphertext> ciphertexts, List<byte[]> commitments) {}

    /** What a member reveals. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record Revealed(BigInteger number, byte[] salt) {

        byte[] encode(PaillierPublicKey key) {
            return new CanonicalWriter()
                    .unsigned(number, Math.ceilDiv(key.bits(), 8))
                    .fixed(salt)
                    .toByteArray();
        }
    }

    SelfTestRevealPhase(NewKey newKey, Numbers numbers, BigInteger decrypted) {
        this.newKey = newKey;
        this.numbers = numbers;
        this.decrypted = decrypted;
    }

    @Override
    public String title() {
        return "self-test: comparison";
    }

    @Override
    public Outgoing outgoing() {
        return Outgoing.broadcast(
                new Revealed(numbers.own(), numbers.salt()).encode(newKey.key().paillier()));
    }

    @Override
    public CeremonyPhase next(Received received) throws CeremonyStoppedException {
        PaillierPublicKey paillier = newKey.key().paillier();
        BigInteger sum = BigInteger.ZERO;
        for (int i = 1; i <= received.contents().size(); i++) {
            byte[] revealed = received.contents().get(i - 1);
            byte[] commitment = SelfTestOpening.numberCommitment(i, revealed);
            if (!MessageDigest.isEqual(commitment, numbers.commitments().get(i - 1))) {
                throw CeremonyStoppedException.by(
                        i, "opened something other than it had committed to (self-test number)");
            }
            try {
                CanonicalReader reader = new CanonicalReader(revealed);
                BigInteger number = reader.unsigned(Math.ceilDiv(paillier.bits(), 8));
                byte[] salt = reader.fixed(CommitPhase.SALT_BYTES);
                reader.end();
                if (number.bitLength() > paillier.bits() - SelfTestOpening.SPARE_BITS
                        || !SelfTestOpening.encrypted(paillier, number, salt)
                                .equals(numbers.ciphertexts().get(i - 1))) {
                    throw CeremonyStoppedException.by(i, "encrypted another number in the self-test than it revealed");
                }
                sum = sum.add(number);
            } catch (DecodeException e) {
                throw CeremonyStoppedException.by(i, "revealed its self-test number wrongly: " + e.getMessage());
            }
        }
        if (!paillier.centre(sum).signedValue().equals(decrypted)) {
            return AuditPhase.ofFailedKey(
                    newKey.trail(), "The self-test failed: the decrypted sum is not the sum of the members' numbers");
        }
        return new MaskPhase(newKey);
    }
}

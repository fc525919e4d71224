package io.concordat.crypto.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.mask.MaskAgreementException;
import io.concordat.crypto.mask.MaskEncapsulation;
import io.concordat.crypto.mask.MaskKeyPair;
import io.concordat.crypto.mask.MaskOffer;
import io.concordat.crypto.mask.MaskPair;
import io.concordat.crypto.mask.MaskPublicKey;
import io.concordat.crypto.mask.PairwiseSecret;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.InvalidCiphertextException;
import io.concordat.crypto.paillier.PaillierEncryptor;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.proof.PartialDecryptionProof;
import io.concordat.crypto.proof.PartialDecryptionStatement;
import io.concordat.crypto.proof.VerificationKeyProof;
import io.concordat.crypto.proof.VerificationKeyStatement;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.PartialDecryption;
import io.concordat.crypto.threshold.PartialDecryptor;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Targets of the decoders of this module, with a 256-bit key. */
public final class CryptoFuzz {
    private static final DealtKey DEALT = TestDealer.deal(256, 3, 2);
    private static final ThresholdPublicKey KEY = DEALT.key();
    private static final PaillierPublicKey PAILLIER = KEY.paillier();
    private static final SecretAccess ACCESS = SecretAccess.insecure();

    private CryptoFuzz() {}

    /** All of them. */
    public static List<FuzzTarget> targets() {
        List<FuzzTarget> targets = new ArrayList<>(List.of(
                new FuzzTarget(
                        "canonical-reader",
                        List.of(CanonicalReader.class),
                        List.of(DecodeException.class),
                        CryptoFuzz::values,
                        () -> List.of(new byte[] {
                            0, 7, 1, 0, 9, 2, 0, 0, 0, 1, 3, 0, 0, 0, 0, 0, 0, 0, 5, 4, 0, 0, 0, 0, 0, 0, 0, 0
                        })),
                FuzzTarget.of(
                        "paillier-key",
                        PaillierPublicKey.class,
                        DecodeException.class,
                        bytes -> Optional.of(PaillierPublicKey.decode(bytes).encode()),
                        List.of(PAILLIER.encode())),
                FuzzTarget.of(
                        "threshold-key",
                        ThresholdPublicKey.class,
                        DecodeException.class,
                        bytes -> Optional.of(ThresholdPublicKey.decode(bytes).encode()),
                        List.of(KEY.encode())),
                FuzzTarget.of(
                        "key-share",
                        KeyShare.class,
                        DecodeException.class,
                        bytes -> Optional.of(KeyShare.decode(bytes).encode(ACCESS)),
                        List.of(DEALT.share(2).encode(ACCESS)))));
        targets.addAll(proofs());
        targets.addAll(masks());
        return targets;
    }

    private static List<FuzzTarget> proofs() {
        SeededRandomSource random = SeededRandomSource.labelled("fuzz seeds");
        PaillierEncryptor encryptor = PaillierEncryptor.of(PAILLIER);
        List<Ciphertext> ciphertexts = List.of(
                encryptor.encrypt(Plaintext.of(7), encryptor.drawNonce(random)),
                encryptor.encrypt(Plaintext.of(8), encryptor.drawNonce(random)));
        List<PartialDecryption> partials =
                PartialDecryptor.of(KEY, DEALT.share(1)).decrypt(ciphertexts, random);
        PartialDecryptionStatement statement =
                new PartialDecryptionStatement(KEY, 1, "root".getBytes(UTF_8), ciphertexts, partials);
        byte[] proof =
                PartialDecryptionProof.prove(statement, DEALT.share(1), random).encode(KEY);
        VerificationKeyStatement ofKey =
                new VerificationKeyStatement(PAILLIER, KEY.parameters(), 1, KEY.verificationKey(1), KEY.ceremonyId());
        byte[] keyProof =
                VerificationKeyProof.prove(ofKey, DEALT.share(1), random).encode(PAILLIER, KEY.parameters());
        return List.of(
                new FuzzTarget(
                        "ciphertexts",
                        List.of(Ciphertext.class),
                        List.of(DecodeException.class, InvalidCiphertextException.class),
                        CryptoFuzz::ciphertexts,
                        () -> List.of(new CanonicalWriter()
                                .fixed(PAILLIER.encodeCiphertext(ciphertexts.get(0)))
                                .fixed(PAILLIER.encodeCiphertext(ciphertexts.get(1)))
                                .toByteArray())),
                FuzzTarget.of(
                        "partial-decryption",
                        PartialDecryption.class,
                        DecodeException.class,
                        bytes -> Optional.of(
                                PartialDecryption.decode(bytes, PAILLIER).encode(PAILLIER)),
                        List.of(partials.getFirst().encode(PAILLIER))),
                FuzzTarget.of(
                        "partial-decryption-proof",
                        PartialDecryptionProof.class,
                        DecodeException.class,
                        bytes -> {
                            PartialDecryptionProof read = PartialDecryptionProof.decode(bytes, KEY);
                            byte[] again = read.encode(KEY);
                            boolean holds = read.verify(statement);
                            if (holds && !Arrays.equals(bytes, proof)) {
                                throw new AssertionError("a second proof of one statement");
                            }
                            return Optional.of(again);
                        },
                        List.of(proof)),
                FuzzTarget.of(
                        "verification-key-proof",
                        VerificationKeyProof.class,
                        DecodeException.class,
                        bytes -> {
                            VerificationKeyProof read = VerificationKeyProof.decode(bytes, PAILLIER, KEY.parameters());
                            if (read.verify(ofKey) && !Arrays.equals(bytes, keyProof)) {
                                throw new AssertionError("a second proof of one statement");
                            }
                            return Optional.of(read.encode(PAILLIER, KEY.parameters()));
                        },
                        List.of(keyProof)));
    }

    private static List<FuzzTarget> masks() {
        MaskKeyPair low = MaskKeyPair.generate(SeededRandomSource.labelled("low"));
        MaskKeyPair high = MaskKeyPair.generate(SeededRandomSource.labelled("high"));
        MaskPair pair = MaskPair.of(KEY.keyId(), "bank-a", "bank-b");
        MaskOffer offer = offer(pair, low, high);
        return List.of(
                FuzzTarget.of(
                        "mask-public-key",
                        MaskPublicKey.class,
                        DecodeException.class,
                        bytes -> Optional.of(MaskPublicKey.decode(bytes).encode()),
                        List.of(low.publicKey().encode())),
                new FuzzTarget(
                        "mask-encapsulation",
                        List.of(MaskEncapsulation.class),
                        List.of(DecodeException.class, MaskAgreementException.class),
                        bytes -> {
                            MaskEncapsulation read = MaskEncapsulation.decode(bytes);
                            PairwiseSecret.accept(pair, high, low.publicKey(), read);
                            return Optional.of(read.encode());
                        },
                        () -> List.of(offer.encapsulation().encode())),
                FuzzTarget.of(
                        "mask-key-pair",
                        MaskKeyPair.class,
                        DecodeException.class,
                        bytes -> Optional.of(MaskKeyPair.decode(bytes).encode(ACCESS)),
                        List.of(low.encode(ACCESS))),
                FuzzTarget.of(
                        "pairwise-secret",
                        PairwiseSecret.class,
                        DecodeException.class,
                        bytes -> Optional.of(PairwiseSecret.decode(bytes).encode(ACCESS)),
                        List.of(offer.secret().encode(ACCESS))));
    }

    private static MaskOffer offer(MaskPair pair, MaskKeyPair low, MaskKeyPair high) {
        try {
            return PairwiseSecret.offer(pair, low, high.publicKey(), SeededRandomSource.labelled("offer"));
        } catch (MaskAgreementException e) {
            throw new AssertionError(e);
        }
    }

    /** A vector of ciphertexts side by side, all checked at once as those of a contribution are. */
    private static Optional<byte[]> ciphertexts(byte[] bytes) throws DecodeException, InvalidCiphertextException {
        CanonicalReader reader = new CanonicalReader(bytes);
        List<Ciphertext> vector = new ArrayList<>();
        CanonicalWriter again = new CanonicalWriter();
        while (reader.remaining() > 0) {
            Ciphertext one = PAILLIER.decodeCiphertext(reader.fixed(PAILLIER.ciphertextBytes()));
            vector.add(one);
            again.fixed(PAILLIER.encodeCiphertext(one));
        }
        if (!vector.isEmpty()) {
            PAILLIER.checkAll(vector);
        }
        return Optional.of(again.toByteArray());
    }

    /** Any sequence of values, each after a byte that says which. */
    private static Optional<byte[]> values(byte[] bytes) throws DecodeException {
        CanonicalReader in = new CanonicalReader(bytes);
        CanonicalWriter out = new CanonicalWriter();
        while (in.remaining() > 0) {
            int kind = in.u8();
            out.u8(kind);
            switch (kind) {
                case 0 -> out.u8(in.u8());
                case 1 -> out.u16(in.u16());
                case 2 -> out.u32(in.u32());
                case 3 -> out.i64(in.i64());
                case 4 -> out.f64(in.f64());
                case 5 -> out.sized(in.sized(64));
                case 6 -> out.text(in.text(64));
                case 7 -> {
                    BigInteger number = in.unsigned(5);
                    out.unsigned(number, 5);
                }
                case 8 -> out.signed(in.signed(64));
                default -> out.fixed(in.fixed(in.remaining()));
            }
        }
        in.end();
        return Optional.of(out.toByteArray());
    }
}

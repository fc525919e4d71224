package io.concordat.jmh;

import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.proof.PartialDecryptionProof;
import io.concordat.crypto.proof.PartialDecryptionStatement;
import io.concordat.crypto.threshold.CombinationException;
import io.concordat.crypto.threshold.Combiner;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.PartialDecryption;
import io.concordat.crypto.threshold.PartialDecryptor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What members do with a joint key, on the back end of the thread that makes and runs the tasks. */
final class ThresholdTasks {
    private static final int BATCH = Operation.PARTIAL_DECRYPTION.elements();
    private static final byte[] CONTEXT = {1, 2, 3};

    private final BenchmarkInputs inputs;

    ThresholdTasks(BenchmarkInputs inputs) {
        this.inputs = inputs;
    }

    Supplier<?> task(Operation operation) {
        BenchmarkKey.Dealt dealt = inputs.key().deal(operation == Operation.VERIFY_MANY);
        List<Ciphertext> ciphertexts = inputs.ciphertexts("opened", BATCH);
        KeyShare share = dealt.shares().getFirst();
        return switch (operation) {
            case PARTIAL_DECRYPTION -> {
                PartialDecryptor decryptor = PartialDecryptor.of(dealt.key(), share);
                yield () -> decryptor.decrypt(ciphertexts, inputs.random());
            }
            case PROVE -> {
                PartialDecryptionStatement statement = statement(dealt, share, ciphertexts);
                yield () -> PartialDecryptionProof.prove(statement, share, inputs.random());
            }
            case VERIFY -> {
                PartialDecryptionStatement statement = statement(dealt, share, ciphertexts);
                PartialDecryptionProof proof = PartialDecryptionProof.prove(statement, share, inputs.random());
                yield () -> required(proof.verify(statement));
            }
            case VERIFY_MANY -> verifyMany(dealt, ciphertexts);
            case COMBINE -> {
                List<List<PartialDecryption>> partials = dealt.shares().subList(0, 2).stream()
                        .map(s -> PartialDecryptor.of(dealt.key(), s).decrypt(ciphertexts, inputs.random()))
                        .toList();
                yield () -> combine(dealt, partials);
            }
            default -> throw new IllegalArgumentException(operation + " needs no joint key");
        };
    }

    private Supplier<?> verifyMany(BenchmarkKey.Dealt dealt, List<Ciphertext> ciphertexts) {
        List<PartialDecryptionStatement> statements = new ArrayList<>();
        List<PartialDecryptionProof> proofs = new ArrayList<>();
        for (KeyShare share : dealt.shares()) {
            PartialDecryptionStatement statement = statement(dealt, share, ciphertexts);
            statements.add(statement);
            proofs.add(PartialDecryptionProof.prove(statement, share, inputs.random()));
        }
        return () ->
                required(PartialDecryptionProof.verifyAll(statements, proofs).isEmpty());
    }

    private PartialDecryptionStatement statement(
            BenchmarkKey.Dealt dealt, KeyShare share, List<Ciphertext> ciphertexts) {
        List<PartialDecryption> partials =
                PartialDecryptor.of(dealt.key(), share).decrypt(ciphertexts, inputs.random());
        return new PartialDecryptionStatement(dealt.key(), share.index(), CONTEXT, ciphertexts, partials);
    }

    private List<BigInteger> combine(BenchmarkKey.Dealt dealt, List<List<PartialDecryption>> partials) {
        try {
            return Combiner.combine(dealt.key(), partials).stream()
                    .map(plaintext -> plaintext.signedValue())
                    .toList();
        } catch (CombinationException e) {
            throw new AssertionError("bug: the shares fit the key", e);
        }
    }

    private static boolean required(boolean accepted) {
        if (!accepted) {
            throw new AssertionError("bug: an honest proof was refused");
        }
        return true;
    }
}

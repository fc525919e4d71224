package io.concordat.protocol.ceremony;

import io.concordat.crypto.random.SeededRandomSource;
import java.time.Instant;

/**
 * Stands in for a member in the phases when somebody outside checks a transcript: has no index, no secrets, and never says
 * anything. What it draws is public and goes nowhere.
 */
final class Observer {

    /** No member has this index. */
    static final int INDEX = 0;

    private Observer() {}

    static CeremonySelf self(CeremonyParameters parameters, MemberSignatures signatures, BatchExecutor executor) {
        return new CeremonySelf(
                INDEX,
                new SeededRandomSource(parameters.digest()),
                executor,
                new Silent(signatures),
                () -> Instant.EPOCH,
                "observer");
    }

    private record Silent(MemberSignatures signatures) implements CeremonySigner {

        @Override
        public byte[] sign(byte[] message) {
            throw new AssertionError("bug: an observer signs nothing");
        }

        @Override
        public boolean verify(int index, byte[] message, byte[] signature) {
            return signatures.verify(index, message, signature);
        }
    }
}

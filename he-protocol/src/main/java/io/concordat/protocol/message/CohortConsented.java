package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.gate.CohortChange;
import io.concordat.protocol.signature.Ed25519;

/**
 * COHORT_CONSENT: the sender accepts that sums over another cohort are opened in a scope.
 *
 * @param change the cohorts so far and the new one, as the sender knows them
 * @param signature of the sender's {@link io.concordat.protocol.gate.CohortConsent}
 */
public record CohortConsented(CohortChange change, ByteString signature) implements MembershipMessage {
    public CohortConsented {
        if (signature.size() != Ed25519.SIGNATURE_BYTES) {
            throw new IllegalArgumentException("Expected a signature of 64 bytes but found " + signature.size());
        }
    }

    @Override
    public MessageType type() {
        return MessageType.COHORT_CONSENT;
    }

    @Override
    public void write(CanonicalWriter writer) {
        change.write(writer);
        writer.fixed(signature.toByteArray());
    }

    static CohortConsented read(CanonicalReader reader) throws DecodeException {
        return new CohortConsented(CohortChange.read(reader), ByteString.of(reader.fixed(Ed25519.SIGNATURE_BYTES)));
    }
}

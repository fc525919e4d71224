package io.concordat.node.consortium;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.store.ConsortiumTable;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.SignedConsortium;
import java.util.Map;
import java.util.Optional;

/** The stored versions of the consortium, decoded: the active one, the proposed one, and those before. */
final class ConsortiumVersions {
    private final ConsortiumTable table;

    ConsortiumVersions(ConsortiumTable table) {
        this.table = table;
    }

    /** The version that is stored as active. */
    Optional<Consortium> active() {
        return table.active().map(ConsortiumVersions::decode);
    }

    /** Any version this node ever had. */
    Optional<Consortium> version(Digest id) {
        return table.find(id.hex()).map(ConsortiumVersions::decode);
    }

    /** The proposed or the active version, if it is this one. */
    Optional<ConsortiumStatus> find(Digest id) {
        return table.forming()
                .filter(row -> row.id().equals(id.hex()))
                .or(() -> table.active().filter(row -> row.id().equals(id.hex())))
                .map(row -> new ConsortiumStatus(signed(row), row.active()));
    }

    /** How the version that counts stands, or if there is none, the proposed one. */
    Optional<ConsortiumStatus> status(Optional<Consortium> counts) {
        return counts.flatMap(now -> table.find(now.consortiumId().hex()))
                .map(row -> new ConsortiumStatus(signed(row), true))
                .or(() -> forming(counts));
    }

    /** The proposed version. One that is stored as active and does not count yet is still forming, for whoever asks. */
    Optional<ConsortiumStatus> forming(Optional<Consortium> counts) {
        Optional<String> entered = counts.map(now -> now.consortiumId().hex());
        return table.forming()
                .or(() -> table.active().filter(row -> !entered.equals(Optional.of(row.id()))))
                .map(row -> new ConsortiumStatus(signed(row), false));
    }

    private SignedConsortium signed(ConsortiumTable.Row row) {
        SignedConsortium signed = SignedConsortium.unsigned(decode(row));
        for (Map.Entry<String, byte[]> entry : table.signatures(row.id()).entrySet()) {
            signed = signed.with(MemberId.of(entry.getKey()), ByteString.of(entry.getValue()));
        }
        return signed;
    }

    private static Consortium decode(ConsortiumTable.Row row) {
        try {
            return Consortium.decode(row.document());
        } catch (DecodeException e) {
            throw new IllegalStateException("The stored consortium cannot be read: " + e.getMessage(), e);
        }
    }
}

package io.concordat.node.fuzz;

import io.concordat.crypto.testing.CryptoFuzz;
import io.concordat.crypto.testing.FuzzTarget;
import io.concordat.node.consortium.ConsortiumFuzz;
import io.concordat.node.data.DataFuzz;
import io.concordat.node.http.HttpFuzz;
import io.concordat.node.job.JobFuzz;
import io.concordat.node.keys.KeysFuzz;
import io.concordat.node.store.StoreFuzz;
import io.concordat.node.upkeep.UpkeepFuzz;
import io.concordat.protocol.ceremony.CeremonyFuzz;
import io.concordat.protocol.message.MessageFuzz;
import io.concordat.protocol.testing.DocumentFuzz;
import io.concordat.protocol.transcript.TranscriptFuzz;
import java.util.List;
import java.util.stream.Stream;

/** Every decoder of bytes from outside. */
final class FuzzTargets {
    static final List<FuzzTarget> ALL = Stream.of(
                    MessageFuzz.targets(),
                    DocumentFuzz.targets(),
                    CeremonyFuzz.targets(),
                    TranscriptFuzz.targets(),
                    CryptoFuzz.targets(),
                    JobFuzz.targets(),
                    UpkeepFuzz.targets(),
                    StoreFuzz.targets(),
                    ConsortiumFuzz.targets(),
                    KeysFuzz.targets(),
                    DataFuzz.targets(),
                    HttpFuzz.targets(),
                    TextFuzz.targets(),
                    ModelFuzz.targets())
            .flatMap(List::stream)
            .toList();

    private FuzzTargets() {}

    static FuzzTarget named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }
}

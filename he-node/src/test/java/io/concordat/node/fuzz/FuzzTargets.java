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
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Every decoder of bytes from outside. */
final class FuzzTargets {
    /** In the order of what it takes to make them; one target is made with those before it only. */
    private static final List<Supplier<List<FuzzTarget>>> GROUPS = List.of(
            StoreFuzz::targets,
            DataFuzz::targets,
            HttpFuzz::targets,
            TextFuzz::targets,
            KeysFuzz::targets,
            MessageFuzz::targets,
            DocumentFuzz::targets,
            CeremonyFuzz::targets,
            TranscriptFuzz::targets,
            JobFuzz::targets,
            UpkeepFuzz::targets,
            ConsortiumFuzz::targets,
            CryptoFuzz::targets,
            ModelFuzz::targets);

    private FuzzTargets() {}

    static List<FuzzTarget> all() {
        return stream().toList();
    }

    private static Stream<FuzzTarget> stream() {
        return GROUPS.stream().map(Supplier::get).flatMap(List::stream);
    }

    static FuzzTarget named(String name) {
        return stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }
}

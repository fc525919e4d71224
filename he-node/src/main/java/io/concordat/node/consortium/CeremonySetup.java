package io.concordat.node.consortium;

import io.concordat.crypto.random.RandomSource;
import io.concordat.node.worker.CryptoPool;
import io.concordat.node.worker.Timers;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.signature.Signer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What key ceremonies are run with.
 *
 * @param consortium the active consortium, if any
 * @param peering the network
 * @param keys where the result goes
 * @param transcripts where what was public in it goes
 * @param signer this node's identity key
 * @param pool does the arithmetic
 * @param waiting an executor whose tasks may wait
 * @param timers for deadlines
 * @param random for everything secret
 * @param clock for display, and once for the destruction statement
 * @param parameters how a charter becomes parameters
 * @param events what the operator is told
 * @param build names this program in the destruction statement
 */
public record CeremonySetup(
        Supplier<Optional<Consortium>> consortium,
        ConsortiumDriver.Peering peering,
        KeyEpochs keys,
        TranscriptStore transcripts,
        Signer signer,
        CryptoPool pool,
        Executor waiting,
        Timers timers,
        RandomSource random,
        InstantSource clock,
        CeremonyParametersSource parameters,
        ConsortiumEvents events,
        String build) {

    MemberId self() {
        return peering.network().self();
    }
}

package io.concordat.node;

import io.concordat.crypto.random.RandomSource;
import io.concordat.node.consortium.CeremonyParametersSource;
import io.concordat.node.peer.EnvelopeTap;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * What tests may replace in a whole node, and nobody else: none of it can be configured.
 *
 * @param parameters how a charter becomes ceremony parameters (tests make toy keys)
 * @param tap sees every envelope body (tests search them)
 * @param random all randomness of the node
 * @param clock all time of the node
 */
public record NodeSeams(CeremonyParametersSource parameters, EnvelopeTap tap, RandomSource random, Clock clock) {

    /** What a node runs with: real keys, no tap, the system's randomness and time. */
    public static NodeSeams production() {
        return new NodeSeams(
                CeremonyParametersSource.PRODUCTION,
                EnvelopeTap.none(),
                RandomSource.of(new SecureRandom()),
                Clock.systemUTC());
    }
}

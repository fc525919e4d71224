package io.concordat.protocol.ceremony;

import io.concordat.crypto.random.RandomSource;
import java.time.InstantSource;

/**
 * What one member brings to a ceremony.
 *
 * @param index this member's index, 1..members, in the order of member ids
 * @param random secure randomness; drawn from in the calling thread only
 * @param executor runs the heavy arithmetic
 * @param signer the identity keys
 * @param clock read once, for the destruction statement
 * @param build names the running program in the destruction statement
 */
public record CeremonySelf(
        int index,
        RandomSource random,
        BatchExecutor executor,
        CeremonySigner signer,
        InstantSource clock,
        String build) {}

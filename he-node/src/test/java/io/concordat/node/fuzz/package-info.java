/**
 * Fuzzing: every decoder of bytes from outside as a target, the inputs kept for each, and the entry point that Jazzer calls (scripts/campaign
 * fuzz). {@code CorpusTest} passes the kept inputs through every target; {@code FuzzCoverageTest} finds decoders that no target has.
 */
@NullMarked
package io.concordat.node.fuzz;

import org.jspecify.annotations.NullMarked;

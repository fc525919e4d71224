package io.concordat.protocol.ceremony;

/**
 * Lets a test play a cheating member: what the member sends in place of what it should. The lie is then mended through and
 * through (hashes, seals, echoes fit it), which no change on the wire could do. Package-private on purpose.
 */
interface Deviation {

    /** Follows the protocol. */
    Deviation NONE = (_, _, honest) -> honest;

    /** What is sent in a phase in place of the honest messages. */
    Outgoing apply(int step, CeremonyPhase phase, Outgoing honest);
}

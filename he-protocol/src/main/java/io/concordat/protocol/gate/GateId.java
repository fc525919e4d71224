package io.concordat.protocol.gate;

/** The conditions under which a share may leave, by their numbers. */
public enum GateId {
    /** The request names an attempt that this node knows; nothing else can be asked. */
    G1,
    /** The task is approved by this bank's own people, not revoked, not expired, under this key. */
    G2,
    /** The cohort is of enough different legal entities. */
    G3,
    /** All COMMITs were stored before this node's own REVEAL. */
    G4,
    /** The ciphertexts are well-formed, the right number, and none was seen before in this job. */
    G5,
    /** The key epoch carries masked sums only; proofs belong to the other kind. */
    G6,
    /** This node computed the product itself, and T members sealed the same root. */
    G7,
    /** Nothing else was released for this round or this state. */
    G8,
    /** The cohort is the frozen one of the data scope. */
    G9,
    /** The task's budget has an opening left. */
    G10,
    /** The node is healthy, unsealed and not in quarantine. */
    G11,
    /** The intent is on disk, in ledger and audit log. */
    G12
}

package io.concordat.protocol.message;

import io.concordat.protocol.codec.Digest;

/** A message of one round. A member may say only one body for each {@link #subject()}; a second one is evidence. */
public sealed interface RoundMessage extends MessageBody
        permits Open, Join, Commit, Reveal, Seal, Share, Abandon, Opened {
    /** What the message is about: the attemptId, the openHash of a JOIN, or the slot (task, round, attempt) of an OPEN. */
    Digest subject();
}

package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.problem.Rejection;

/** TASK_REFUSED: a bank will not take part in a task, and says why. */
public record TaskRefused(Digest taskHash, Rejection reason) implements MessageBody {
    @Override
    public MessageType type() {
        return MessageType.TASK_REFUSED;
    }

    @Override
    public void write(CanonicalWriter writer) {
        taskHash.write(writer);
        Reasons.write(writer, reason);
    }

    static TaskRefused read(CanonicalReader reader) throws DecodeException {
        return new TaskRefused(Digest.read(reader), Reasons.read(reader));
    }
}

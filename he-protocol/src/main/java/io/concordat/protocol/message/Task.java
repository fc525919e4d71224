package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.job.TaskSpec;

/** TASK: proposes a task to all members. */
public record Task(TaskSpec spec) implements MessageBody {
    @Override
    public MessageType type() {
        return MessageType.TASK;
    }

    @Override
    public void write(CanonicalWriter writer) {
        writer.sized(spec.encode());
    }

    static Task read(CanonicalReader reader) throws DecodeException {
        return new Task(TaskSpec.decode(reader.sized(TaskSpec.MAX_BYTES)));
    }
}

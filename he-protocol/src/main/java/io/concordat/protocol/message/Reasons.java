package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.PlainText;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;

/** The canonical form of a named reason: the number of the problem and one sentence of visible text. */
public final class Reasons {
    private static final int MAX_BYTES = 4 * Rejection.MAX_SENTENCE;

    private Reasons() {}

    /** Writes a reason. */
    public static void write(CanonicalWriter writer, Rejection reason) {
        writer.u16(reason.type().code());
        writer.text(reason.sentence());
    }

    /** Reads a reason. */
    public static Rejection read(CanonicalReader reader) throws DecodeException {
        int code = reader.u16();
        ProblemType type = ProblemType.ofCode(code)
                .orElseThrow(() -> new DecodeException("Expected a known problem number but found " + code));
        String sentence = PlainText.check("a reason", reader.text(MAX_BYTES), MAX_BYTES);
        Rejection reason = new Rejection(type, sentence);
        if (!reason.sentence().equals(sentence)) {
            throw new DecodeException("Expected a reason of at most " + Rejection.MAX_SENTENCE
                    + " characters but found " + sentence.length());
        }
        return reason;
    }
}

package io.concordat.node.http;

import io.concordat.protocol.problem.ProblemType;
import java.util.Map;

/**
 * A refusal as the client sees it (RFC 9457).
 *
 * @param type what kind
 * @param detail a sentence with the numbers and, where there is one, the remedy; never data or key material
 * @param extensions further members of the problem document, such as the missing fields
 */
public record Problem(ProblemType type, String detail, Map<String, Object> extensions) {

    /** Copies the map. */
    public Problem {
        extensions = Map.copyOf(extensions);
    }

    /** A problem without extensions. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, Map.of());
    }
}

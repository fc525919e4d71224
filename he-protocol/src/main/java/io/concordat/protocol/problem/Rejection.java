package io.concordat.protocol.problem;

/** An expected refusal: the named kind and one sentence with the numbers. Never holds a secret or a row. */
public record Rejection(ProblemType type, String sentence) {
    /** The longest sentence that is kept. */
    public static final int MAX_SENTENCE = 500;

    public Rejection {
        if (sentence.isBlank()) {
            throw new IllegalArgumentException("Expected a sentence but found blank text");
        }
        if (sentence.length() > MAX_SENTENCE) {
            sentence = sentence.substring(0, MAX_SENTENCE - 1) + "…";
        }
    }

    @Override
    public String toString() {
        return type.slug() + ": " + sentence;
    }
}

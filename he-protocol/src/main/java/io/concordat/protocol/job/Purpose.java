package io.concordat.protocol.job;

import io.concordat.crypto.codec.DecodeException;

/** What a task is for. Anything else is not a purpose that a bank can approve. */
public enum Purpose {
    /** Fit a model. */
    TRAIN(1),
    /** Measure a model. */
    EVALUATE(2),
    /** Open cells of shared history. */
    SHARE_HISTORY(3);

    private final int code;

    Purpose(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Purpose ofCode(int code) throws DecodeException {
        for (Purpose purpose : values()) {
            if (purpose.code == code) {
                return purpose;
            }
        }
        throw new DecodeException("Expected a purpose of 1 to 3 but found " + code);
    }
}

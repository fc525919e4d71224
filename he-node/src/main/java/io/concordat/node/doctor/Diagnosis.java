package io.concordat.node.doctor;

/**
 * What one check found.
 *
 * @param check what was looked at
 * @param verdict how it is
 * @param finding what was found, with the measured value
 * @param remedy what to do; empty if it passes
 */
public record Diagnosis(Check check, Verdict verdict, String finding, String remedy) {

    /** How it is. */
    public enum Verdict {
        /** As it must be. */
        PASS,
        /** The node works, but not for long, or slowly. */
        WARN,
        /** The node does not start, or does not reach or is not reached. */
        FAIL
    }

    static Diagnosis pass(Check check, String finding) {
        return new Diagnosis(check, Verdict.PASS, finding, "");
    }

    static Diagnosis warn(Check check, String finding, String remedy) {
        return new Diagnosis(check, Verdict.WARN, finding, remedy);
    }

    static Diagnosis fail(Check check, String finding, String remedy) {
        return new Diagnosis(check, Verdict.FAIL, finding, remedy);
    }

    /** The worse of two judgements of one check: fails at or above one limit, warns at or above the other. */
    static Diagnosis of(Check check, Limits limits, double value, String finding, String remedy) {
        if (value >= limits.fail()) {
            return fail(check, finding, remedy);
        }
        return value >= limits.warn() ? warn(check, finding, remedy) : pass(check, finding);
    }

    /**
     * Where a value gets bad; larger is worse.
     *
     * @param warn from here on a warning
     * @param fail from here on a failure
     */
    record Limits(double warn, double fail) {}
}

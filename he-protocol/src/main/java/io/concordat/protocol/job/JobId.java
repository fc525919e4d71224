package io.concordat.protocol.job;

import io.concordat.protocol.codec.Digest;
import java.util.regex.Pattern;

/**
 * The short name of the one job that a task starts: the first 16 bytes of H("job/v1", taskHash) in hexadecimal. Whoever
 * knows the task derives the same name.
 */
public record JobId(String value) implements Comparable<JobId> {
    private static final int HEX_DIGITS = 32;
    private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{" + HEX_DIGITS + "}");

    public JobId {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("Expected a job identifier of " + HEX_DIGITS
                    + " lower-case hexadecimal digits but found " + value.length() + " characters");
        }
    }

    /** The job of the task with this hash. */
    public static JobId ofTask(Digest taskHash) {
        return new JobId(Digest.hash("job/v1", taskHash.toByteArray()).hex().substring(0, HEX_DIGITS));
    }

    @Override
    public int compareTo(JobId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package io.concordat.jmh;

/**
 * A rate.
 *
 * @param operation label of the operation
 * @param keyBits κ
 * @param backend name of the subject
 * @param threads how many threads did it at once
 * @param opsPerSecond elements a second, all threads together
 * @param ratioToPlain that over the rate of he-crypto on plain Java in the same run, 0 if that was not measured
 */
record Result(String operation, int keyBits, String backend, int threads, double opsPerSecond, double ratioToPlain) {
    /** What other subjects' results compare with this one. */
    boolean sameQuestion(Result other) {
        return operation.equals(other.operation) && keyBits == other.keyBits && threads == other.threads;
    }

    Result withRatio(double ratio) {
        return new Result(operation, keyBits, backend, threads, opsPerSecond, ratio);
    }
}

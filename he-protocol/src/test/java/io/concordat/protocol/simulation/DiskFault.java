package io.concordat.protocol.simulation;

/** A write failed; whether it took place is unknown to the writer. The member stops and starts again from its disk. */
final class DiskFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DiskFault(String what) {
        super("write of " + what + " failed");
    }
}

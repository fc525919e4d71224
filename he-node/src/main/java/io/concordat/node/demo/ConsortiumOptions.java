package io.concordat.node.demo;

import picocli.CommandLine.Option;

/** How many banks there are, and how long their key is. */
final class ConsortiumOptions {
    @Option(names = "--banks", paramLabel = "N", description = "3 to 8 banks (default 3).")
    private int banks = 3;

    @Option(
            names = "--key-bits",
            paramLabel = "BITS",
            description = "Bits of the joint key: 2048 (default), 3072 (production) or 4096.")
    private int keyBits = 2048;

    int banks() {
        return banks;
    }

    int keyBits() {
        return keyBits;
    }

    /** Refuses what no consortium can be. */
    void check() throws DemoException {
        DemoOptions.checkConsortium(banks, "--banks", keyBits);
    }
}

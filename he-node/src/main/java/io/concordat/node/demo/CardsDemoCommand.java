package io.concordat.node.demo;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code concordat demo-world}; {@code scripts/demo --world cards} builds the node and calls it. */
@Command(
        name = "demo-world",
        description = {
            "Makes a world of card payments of several banks and measures what shared history is worth in it:",
            "each bank alone, one joint model, one joint model with shared history; all sums encrypted.",
            "Ends with 0 only if every opened cell, coefficient and histogram equals its plain twin."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class CardsDemoCommand implements Callable<Integer> {
    private static final int DIFFERS = 1;
    private static final int FAILED = 2;

    @Option(names = "--world", required = true, paramLabel = "WORLD", description = "cards: the only world there is.")
    private String world = "";

    @Option(names = "--banks", paramLabel = "N", description = "3 to 8 banks (default 5).")
    private int banks = 5;

    @Option(
            names = "--key-bits",
            paramLabel = "BITS",
            description = "Bits of the joint key: 2048 (default), 3072 or 4096.")
    private int keyBits = 2048;

    @Option(names = "--customers", paramLabel = "N", description = "Customers of all banks together (default 2000).")
    private int customers = 2_000;

    @Option(names = "--terminals", paramLabel = "N", description = "Terminals (default 500).")
    private int terminals = 500;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Decides the world (default 1).")
    private long seed = 1;

    @Option(
            names = "--budget",
            paramLabel = "SHARE",
            description = "Share of its rows that each bank looks at (default 0.01).")
    private double budget = 0.01;

    @Option(names = "--build-seconds", hidden = true)
    private double buildSeconds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            if (!world.equals("cards")) {
                throw new DemoException("There is one world, --world cards, but --world says " + world + ".");
            }
            DemoOptions.checkConsortium(banks, "--banks", keyBits);
            if (!(budget > 0 && budget <= 1) || customers < 100 || terminals < 20) {
                throw new DemoException(
                        "A world needs 100 customers, 20 terminals and a budget above 0 and up to 1 at least.");
            }
            CardsDemo demo = new CardsDemo(
                    new CardsDemo.Options(banks, keyBits, customers, terminals, seed, budget),
                    new DemoOutput(spec.commandLine().getOut()));
            return demo.run(buildSeconds) ? 0 : DIFFERS;
        } catch (DemoException e) {
            err.println("\nThe demo cannot go on: " + e.sentence());
            err.flush();
            return FAILED;
        }
    }
}

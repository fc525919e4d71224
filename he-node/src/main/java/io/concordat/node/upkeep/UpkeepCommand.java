package io.concordat.node.upkeep;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works on a node's files, not on a running node's API. */
abstract class UpkeepCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Does the command's work; returns the exit code. */
    abstract int run() throws Exception;

    @Override
    public final Integer call() throws Exception {
        try {
            return run();
        } catch (StoreException | DecodeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Prints a line. */
    final void say(String line) {
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println(line);
        terminal.flush();
    }
}

package io.concordat.node.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** What {@code concordat dev} does until it is interrupted. */
final class DevRun {
    /** Low, so that small files of one's own can be trained on. */
    private static final int MINIMUM_EFFECTIVE_ROWS = 3;

    private final RowOptions.Source rows;
    private final int count;
    private final int keyBits;
    private final Optional<Path> directory;
    private final DemoOutput output;

    DevRun(RowOptions.Source rows, int count, int keyBits, Optional<Path> directory, DemoOutput output) {
        this.rows = rows;
        this.count = count;
        this.keyBits = keyBits;
        this.directory = directory.map(Path::toAbsolutePath);
        this.output = output;
    }

    /** Ends with an exception only: the interruption, or a node that ended by itself. */
    void run() throws DemoException, InterruptedException {
        output.say("NOT FOR PRODUCTION: one person runs all these banks and holds all keys.");
        boolean again = directory.isPresent() && NodeSetups.exist(directory.get());
        try (BankNodes nodes = new BankNodes(count, directory, output)) {
            try {
                List<Bank> banks = again ? nodes.restart() : begin(nodes);
                explain(banks);
                nodes.awaitEndOfOne();
            } catch (DemoException e) {
                nodes.explain();
                throw e;
            }
        }
    }

    private List<Bank> begin(BankNodes nodes) throws DemoException, InterruptedException {
        output.step("Rows");
        DemoSplit split = DealtRows.deal(rows, count, output);
        List<Bank> banks = nodes.start();
        output.step("Consortium");
        new Founding(banks, output).found(keyBits, MINIMUM_EFFECTIVE_ROWS);
        output.step("Key ceremony: a joint key of " + keyBits + " bits that nobody holds");
        new CeremonyLead(banks, output).run();
        output.step("Data sets");
        DealtRows.register(banks, split, output);
        return banks;
    }

    private void explain(List<Bank> banks) throws DemoException {
        output.step("The banks are up. NOT FOR PRODUCTION. Ctrl-C stops them"
                + (directory.isPresent() ? "; the same command starts them again." : " and removes everything."));
        Bank first = banks.getFirst();
        Path people = first.directory().resolveSibling("people-of-bank-1");
        output.say("In another terminal, as the operator of bank 1:");
        output.say("PATH=" + launcher(first.directory().resolveSibling("bin")) + ":$PATH");
        output.say("export CONCORDAT_CONFIG=" + first.directory().resolve("node.toml"));
        output.command("status");
        output.command("job propose --function logistic-newton/v1 --data-set " + DealtRows.TRAINING);
        output.command("job approve JOB --approver anna --key " + people.resolve("anna.pem"));
        output.command("job approve JOB --approver bela --key " + people.resolve("bela.pem"));
        output.say("and the approvals of the other banks, with their node.toml and people. Then:");
        output.command("job watch JOB");
        output.say("The API of every bank:");
        for (Bank bank : banks) {
            output.say(bank.id() + "  " + bank.client().base() + "/api/v1  bearer token in "
                    + bank.directory().resolve("keys/api-token"));
        }
    }

    /** Writes the command as a script of this directory. */
    private static Path launcher(Path directory) throws DemoException {
        try {
            Path file = Files.createDirectories(directory).resolve("concordat");
            Files.writeString(file, NodeCommand.launcher());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
            return directory;
        } catch (IOException e) {
            throw new DemoException("No command can be written to " + directory + ": " + e.getMessage(), e);
        }
    }
}

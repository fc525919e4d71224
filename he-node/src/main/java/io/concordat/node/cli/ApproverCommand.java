package io.concordat.node.cli;

import io.concordat.crypto.random.RandomSource;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.SigningKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code concordat approver}: the signing keys of the people who approve tasks. */
@Command(
        name = "approver",
        description = "Makes signing keys for people who approve tasks.",
        subcommands = ApproverCommand.New.class)
final class ApproverCommand {

    /** {@code concordat approver new}. */
    @Command(
            name = "new",
            description = {
                "Makes an Ed25519 key pair for one person: FILE (private, mode 0600) and FILE.pub (public).",
                "The person keeps FILE; FILE.pub is named in the bank's configuration. Existing files are never overwritten."
            })
    static final class New implements Callable<Integer> {
        @Option(names = "--out", required = true, paramLabel = "FILE", description = "where the private key goes")
        private Path out = Path.of("");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws KeyFileException {
            SigningKey key = SigningKey.generate(RandomSource.of(new SecureRandom()));
            Path publicFile = out.resolveSibling(out.getFileName() + ".pub");
            key.write(out);
            key.writePublicKey(publicFile);
            PrintWriter terminal = spec.commandLine().getOut();
            terminal.println("Private key: " + out + " (keep it; nobody else needs it)");
            terminal.println("Public key:  " + publicFile);
            terminal.flush();
            return 0;
        }
    }
}

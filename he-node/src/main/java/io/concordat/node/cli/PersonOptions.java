package io.concordat.node.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.SigningKey;
import io.concordat.protocol.codec.ByteString;
import java.io.Console;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import picocli.CommandLine.Option;

/** The person who reads something and signs it with a key of their own, after having been asked. */
final class PersonOptions {
    @Option(
            names = "--approver",
            required = true,
            paramLabel = "NAME",
            description = "The person, as named in [member.approvers].")
    private String name = "";

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "That person's private key.")
    private Path key = Path.of("");

    @Option(
            names = "--yes",
            description = "Sign without asking; for scripts in which somebody has read and compared what is signed.")
    private boolean yes;

    String name() {
        return name;
    }

    SigningKey key() throws KeyFileException {
        return SigningKey.read(key);
    }

    /**
     * Asks at the terminal, unless the options say not to; throws if the answer is another one or there is no terminal.
     *
     * @param question what is to be typed and why
     * @param expected what shows that the person has read it
     */
    void confirm(String question, String expected) throws CommandRefusedException {
        if (yes) {
            return;
        }
        Console console = Objects.requireNonNull(System.console(), "since Java 22 there is always one");
        if (!console.isTerminal()) {
            throw new CommandRefusedException("Nothing was signed: there is no terminal to ask at. Use --yes if"
                    + " somebody has read and compared what is signed");
        }
        String typed = console.readLine("%s: ", question);
        if (typed == null || !typed.strip().equals(expected)) {
            throw new CommandRefusedException("Nothing was signed");
        }
    }

    /** The request that brings this person's signature to the node. */
    ObjectNode request(ByteString signature) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("approver", name)
                .put("signature", Base64.getEncoder().encodeToString(signature.toByteArray()));
    }
}

package io.concordat.node.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.concordat.node.config.ConfigException;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.config.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code concordat config}: what a node is told, from where, and whether it can be used. */
@Command(
        name = "config",
        description = {
            "Checks and shows a node's configuration.",
            "",
            "A flag (--set key=value) wins over the environment (CONCORDAT_KEY), that over the file, and that over the default."
        },
        subcommands = {ConfigCommand.Check.class, ConfigCommand.Show.class, ConfigCommand.Sample.class})
final class ConfigCommand {

    /** {@code concordat config check}. */
    @Command(
            name = "check",
            description =
                    "Reads the configuration and reports the first thing wrong in it. Exit code 78 if there is one.")
    static final class Check implements Callable<Integer> {
        @Mixin
        private ConfigOptions config = new ConfigOptions();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws ConfigException {
            NodeConfig read = config.read();
            PrintWriter out = spec.commandLine().getOut();
            out.println("The configuration of " + read.member().id() + " can be used.");
            out.println("  peers    " + read.peer().host() + ":" + read.peer().port() + ", known to others as "
                    + read.peer().endpoint());
            out.println(
                    "  analysts " + read.analyst().host() + ":" + read.analyst().port()
                            + (read.analyst().tls().isPresent() ? " (HTTPS)" : " (HTTP, this machine only)"));
            out.println(
                    "  health   " + read.health().host() + ":" + read.health().port());
            out.println(
                    "  metrics  " + read.metrics().host() + ":" + read.metrics().port());
            out.flush();
            return ExitCodes.OK;
        }
    }

    /** {@code concordat config show}. */
    @Command(
            name = "show",
            description = {
                "Shows every setting with its value and where the value came from.",
                "Nothing in a configuration is secret: it names the files that hold secrets, and their contents are never shown."
            })
    static final class Show implements Callable<Integer> {
        @Mixin
        private ConfigOptions config = new ConfigOptions();

        @Option(names = "--json", description = "As JSON, with the environment variable of each key.")
        private boolean json;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws ConfigException {
            NodeConfig read = config.read();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                ArrayNode settings = new ObjectMapper().createArrayNode();
                for (Setting setting : read.settings()) {
                    settings.addObject()
                            .put("key", setting.key())
                            .put("value", setting.value())
                            .put("origin", setting.origin().toString())
                            .put("variable", setting.variable());
                }
                out.println(settings.toPrettyString());
            } else {
                for (Setting setting : read.settings()) {
                    out.println(String.format(
                            Locale.ROOT, "%-30s %-12s %s", setting.key(), setting.origin(), setting.value()));
                }
            }
            out.flush();
            return ExitCodes.OK;
        }
    }

    /** {@code concordat config sample}. */
    @Command(name = "sample", description = "Prints a configuration with every key, its unit and its default.")
    static final class Sample implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            out.print(NodeTemplate.sample());
            out.flush();
            return ExitCodes.OK;
        }
    }
}

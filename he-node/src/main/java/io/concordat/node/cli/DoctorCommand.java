package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeClient;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.config.ConfigException;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.doctor.Diagnosis;
import io.concordat.node.doctor.Doctor;
import io.concordat.node.doctor.Target;
import io.concordat.node.keys.KeyFileException;
import io.concordat.protocol.codec.Digest;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code concordat doctor}: what is wrong with a node, its machine, or the way to other banks, and what to do. */
@Command(
        name = "doctor",
        description = {
            "Looks at a node's files, its machine and the way to the other banks; says PASS, WARN or FAIL, and what to do.",
            "",
            "The other banks are those of the running node's consortium. Exit code 0 if nothing fails, 1 if something does,",
            "78 if the configuration cannot be read. Every check is explained in doc/doctor.md."
        })
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--peer",
            paramLabel = "ID",
            description = "Look only at the way to this bank; 'all' for every bank (default: machine and all banks).")
    private @Nullable String peer;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Instant built;

    DoctorCommand(Instant built) {
        this.built = built;
    }

    @Override
    public Integer call() throws InterruptedException, CommandRefusedException {
        NodeConfig read;
        try {
            read = config.read();
        } catch (ConfigException e) {
            print(List.of(Doctor.unreadable(e)));
            return ExitCodes.CONFIGURATION;
        }
        Doctor doctor = new Doctor(read, built);
        List<Diagnosis> found = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        boolean running = targets(read, targets);
        String only = peer;
        if (only == null) {
            found.addAll(doctor.machine(running));
        } else if (!running) {
            throw new CommandRefusedException("The node does not answer; it knows the other banks. Start it first");
        }
        for (Target target : targets) {
            if (only == null || only.equals("all") || only.equals(target.id())) {
                found.addAll(doctor.peer(target));
            }
        }
        if (found.isEmpty()) {
            throw new CommandRefusedException("There is no other bank '" + only + "' in the consortium; there are: "
                    + String.join(", ", targets.stream().map(Target::id).toList()));
        }
        print(found);
        return found.stream().anyMatch(each -> each.verdict() == Diagnosis.Verdict.FAIL)
                ? ExitCodes.REFUSED
                : ExitCodes.OK;
    }

    /** Whether the node answers; if so, the other members of its consortium. */
    private static boolean targets(NodeConfig config, List<Target> targets) throws InterruptedException {
        try (NodeClient client = ApiOptions.client(config)) {
            String self = client.get("/api/v1/identity").path("id").asText();
            for (JsonNode member : client.get("/api/v1/consortium").path("members")) {
                if (!member.path("id").asText().equals(self)) {
                    targets.add(new Target(
                            member.path("id").asText(),
                            URI.create(member.path("peer").asText()),
                            Digest.ofHex(member.path("certificatePin").asText())));
                }
            }
            return true;
        } catch (NodeProblemException e) {
            return e.status() != 0; // 404: it runs and is in no consortium yet
        } catch (KeyFileException e) {
            return false; // the check of key files says so
        }
    }

    private void print(List<Diagnosis> found) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ArrayNode list = new ObjectMapper().createArrayNode();
            for (Diagnosis each : found) {
                ObjectNode entry = list.addObject();
                entry.put("check", each.check().slug())
                        .put("verdict", each.verdict().name());
                entry.put("finding", each.finding()).put("remedy", each.remedy());
            }
            out.println(list.toPrettyString());
        } else {
            for (Diagnosis each : found) {
                out.println(String.format(
                        Locale.ROOT,
                        "%-4s  %-17s %s",
                        each.verdict(),
                        each.check().slug(),
                        each.finding()));
                if (!each.remedy().isEmpty()) {
                    out.println(" ".repeat(25) + "-> " + each.remedy());
                }
            }
        }
        out.flush();
    }
}

package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.client.NodeClient;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.keys.SigningKey;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.Approval;
import io.concordat.protocol.job.TaskSpec;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code concordat job approve}: one person reads a task and signs it. The node is asked for the task's bytes only: this
 * command decodes, shows and hashes them itself, and signs no bytes that a node made.
 */
@Command(
        name = "approve",
        description = {
            "Shows a task in words and signs it with one person's key; two people of each bank are needed.",
            "The task is decoded and hashed here, so that what is shown is what is signed."
        })
final class ApproveJobCommand extends ApiCommand {
    private static final int TYPED = 8;

    @Parameters(paramLabel = "ID", description = "The job.")
    private String id = "";

    @Option(
            names = "--approver",
            required = true,
            paramLabel = "NAME",
            description = "The person, as named in [member.approvers].")
    private String name = "";

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "That person's private key.")
    private Path key = Path.of("");

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait until the task has come from the bank that proposed it (default 0).")
    private int seconds;

    @Option(names = "--yes", description = "Sign without asking; for scripts in which somebody has read the task.")
    private boolean yes;

    @Override
    int run(NodeClient client, PrintWriter out) throws Exception {
        SigningKey person = SigningKey.read(key);
        TaskSpec task = decoded(arrived(client).path("bytes").asText());
        task.describe().forEach(out::println);
        out.flush(); // before the question
        if (!yes) {
            confirm(task.taskHash().hex().substring(0, TYPED));
        }
        MemberId member = MemberId.of(client.get("/api/v1/identity").path("id").asText());
        Approval approval = Approval.sign(member, task.taskHash(), person.signer());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("approver", name);
        body.put(
                "signature",
                Base64.getEncoder().encodeToString(approval.signature().toByteArray()));
        JsonNode job = client.post(JobCommand.JOBS + "/" + id + "/approvals", body);
        out.println("Signed by " + name + ". The job is "
                + job.path("state").path("name").asText() + ".");
        return ExitCodes.OK;
    }

    private JsonNode arrived(NodeClient client) throws NodeProblemException, InterruptedException {
        return client.await(JobCommand.JOBS + "/" + id + "/task", Duration.ofSeconds(seconds));
    }

    private TaskSpec decoded(String base64) throws CommandRefusedException {
        try {
            TaskSpec task = TaskSpec.decode(Base64.getDecoder().decode(base64));
            if (!task.jobId().value().equals(id)) {
                throw new CommandRefusedException("The node answered with the task of another job, " + task.jobId());
            }
            return task;
        } catch (DecodeException | IllegalArgumentException e) {
            throw new CommandRefusedException("The node's answer is not a task that this version can read");
        }
    }

    private static void confirm(String expected) throws CommandRefusedException {
        Console console = Objects.requireNonNull(System.console(), "since Java 22 there is always one");
        if (!console.isTerminal()) {
            throw new CommandRefusedException(
                    "Nothing was signed: there is no terminal to ask at. Use --yes if somebody has read the task");
        }
        String typed = console.readLine("To sign, type the first %d characters of the task's hash: ", TYPED);
        if (typed == null || !typed.strip().equals(expected)) {
            throw new CommandRefusedException("Nothing was signed");
        }
    }
}

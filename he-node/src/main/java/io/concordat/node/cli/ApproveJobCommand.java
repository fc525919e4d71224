package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.client.NodeClient;
import io.concordat.node.client.NodeProblemException;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.Approval;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.signature.Signer;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Base64;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private PersonOptions person = new PersonOptions();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait until the task has come from the bank that proposed it (default 0).")
    private int seconds;

    @Override
    int run(NodeClient client, PrintWriter out) throws Exception {
        Signer signer = person.key().signer();
        TaskSpec task = decoded(arrived(client).path("bytes").asText());
        task.describe().forEach(out::println);
        out.flush(); // before the question
        person.confirm(
                "To sign, type the first " + TYPED + " characters of the task's hash",
                task.taskHash().hex().substring(0, TYPED));
        MemberId member = MemberId.of(client.get("/api/v1/identity").path("id").asText());
        Approval approval = Approval.sign(member, task.taskHash(), signer);
        JsonNode job = client.post(JobCommand.JOBS + "/" + id + "/approvals", person.request(approval.signature()));
        out.println("Signed by " + person.name() + ". The job is "
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
}

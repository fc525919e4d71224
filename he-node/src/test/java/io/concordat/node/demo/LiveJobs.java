package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.keys.SigningKey;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * Leads jobs through banks whose nodes may be killed at any moment: a request that breaks off is made again, as a person would do it, until
 * a deadline. It is told nothing of what happened in between.
 */
final class LiveJobs {
    private static final Set<String> OVER = Set.of("finished", "refused", "cancelled", "failed");

    private final List<LiveBank> banks;
    private long deadline;

    LiveJobs(List<LiveBank> banks) {
        this.banks = banks;
    }

    /** A job did not end in time or ended badly. */
    static final class StuckException extends Exception {
        private static final long serialVersionUID = 1L;

        StuckException(String sentence) {
            super(sentence);
        }
    }

    /** What is asked of the person who waits: from now on, everything must be over in so many seconds. */
    void allow(double seconds) {
        deadline = System.nanoTime() + (long) (seconds * 1e9);
    }

    /** Proposes at one bank and lets two people of every bank approve; returns the id. */
    String begin(int proposer, ObjectNode proposal) throws StuckException, InterruptedException, IOException {
        Bank first = banks.get(proposer).bank();
        String id = patiently(first, "proposing", () -> first.client().post(Bank.api("/jobs"), proposal))
                .path("id")
                .asText();
        for (LiveBank bank : banks) {
            approve(bank.bank(), id);
        }
        return id;
    }

    private void approve(Bank bank, String id) throws StuckException, InterruptedException {
        JsonNode task =
                patiently(bank, "the task of " + id, () -> bank.client().get(Bank.api("/jobs/" + id + "/task")));
        for (JsonNode approver : task.path("approvers")) {
            String name = approver.path("name").asText();
            SigningKey key = bank.approvers().get(name);
            if (key == null) {
                throw new StuckException(bank.id() + " expects an unknown approver " + name);
            }
            byte[] bytes =
                    Base64.getDecoder().decode(approver.path("bytesToSign").asText());
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.put("approver", name);
            body.put(
                    "signature",
                    Base64.getEncoder().encodeToString(key.signer().sign(bytes).toByteArray()));
            patiently(bank, "the approval of " + id, () -> bank.client()
                    .post(Bank.api("/jobs/" + id + "/approvals"), body));
        }
    }

    /** The job at a bank once it is over and has its result; refused if it did not finish. */
    JsonNode end(int index, String id) throws StuckException, InterruptedException, IOException {
        Bank bank = banks.get(index).bank();
        while (true) {
            JsonNode job = patiently(bank, "job " + id, () -> bank.client().get(Bank.api("/jobs/" + id)));
            String state = job.path("state").path("name").asText();
            if (state.equals("finished") && job.path("result").isObject()) {
                return job;
            }
            if (OVER.contains(state) && !state.equals("finished")) {
                throw new StuckException("Job " + id + " is " + state + " at " + bank.id() + ": " + job.path("state"));
            }
            if (System.nanoTime() > deadline) {
                throw new StuckException(
                        "Job " + id + " is still " + state + " at " + bank.id() + ": " + job.path("state"));
            }
            Thread.sleep(200);
        }
    }

    /** What a bank's API answers to a path, once it answers. */
    JsonNode get(int index, String path) throws StuckException, InterruptedException, IOException {
        Bank bank = banks.get(index).bank();
        return patiently(bank, path, () -> bank.client().get(Bank.api(path)));
    }

    private interface Request {
        JsonNode send() throws NodeProblemException, InterruptedException;
    }

    /** Nothing answers while a node starts; 404 while a task is on its way; 503 while a node finds its memory again. */
    private JsonNode patiently(Bank bank, String what, Request request) throws StuckException, InterruptedException {
        while (true) {
            try {
                return request.send();
            } catch (NodeProblemException e) {
                boolean passes = e.status() == 0 || e.status() == 404 || e.status() == 503;
                if (!passes || System.nanoTime() > deadline) {
                    throw new StuckException(
                            bank.id() + " refuses " + what + " with " + e.status() + ": " + e.sentence());
                }
            }
            Thread.sleep(100);
        }
    }
}

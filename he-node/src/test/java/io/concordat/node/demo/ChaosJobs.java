package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.fail.Failpoint;
import io.concordat.node.testing.ArmedFailpoints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Trainings and evaluations in which one node stops at a failpoint, or random ones are killed. Every result must be its twin's at every bank. */
final class ChaosJobs {
    private static final int ROUNDS = 2;
    private static final double JOB_SECONDS = 900;
    private static final int MOST_TIMES = 40;

    private final LiveBanks banks;
    private final ChaosRecord record;
    private final LiveJobs jobs;
    private final ToyTwin twin;
    private String model = "";

    ChaosJobs(LiveBanks banks, ChaosRecord record) throws Exception {
        this.banks = banks;
        this.record = record;
        this.jobs = new LiveJobs(banks.all());
        this.twin = ToyTwin.of(banks.all().size(), 1, ROUNDS);
    }

    /** What is done while nodes die. */
    enum Kind {
        TRAINING,
        EVALUATION
    }

    /** Runs one without faults; how often each bank reached each point. */
    List<Map<Failpoint, Integer>> reachedIn(Kind kind) throws Exception {
        for (LiveBank bank : banks.all()) {
            ArmedFailpoints.arm(bank.directory(), Failpoint.SEND_BEFORE_POST, 0);
        }
        run(kind, 0);
        List<Map<Failpoint, Integer>> reached = new ArrayList<>();
        for (LiveBank bank : banks.all()) {
            reached.add(ArmedFailpoints.reached(bank.directory()));
        }
        return reached;
    }

    /** One node stops at the point, at a random one of the times it reaches it; false if it reaches it never. */
    boolean stopAt(Kind kind, Failpoint point, long seed, List<Map<Failpoint, Integer>> reached) throws Exception {
        Random random = new Random(31L * (point.label() + kind).hashCode() + seed);
        List<Integer> victims = new ArrayList<>();
        for (int i = 0; i < reached.size(); i++) {
            if (reached.get(i).getOrDefault(point, 0) > 0) {
                victims.add(i);
            }
        }
        if (victims.isEmpty()) {
            return false;
        }
        int victim = victims.get(random.nextInt(victims.size()));
        int nth = 1 + random.nextInt(Math.min(MOST_TIMES, reached.get(victim).getOrDefault(point, 0)));
        record.begin(kind + " " + point.label() + " seed " + seed + " (bank " + (victim + 1) + ", time " + nth + ")");
        guarded(
                kind,
                random.nextInt(banks.all().size()),
                () -> ArmedFailpoints.arm(banks.get(victim).directory(), point, nth));
        return true;
    }

    /** The node that stops in the middle of the work stops once more at this point while it starts again. */
    void stopInRestart(Failpoint point, long seed) throws Exception {
        Random random = new Random(31L * point.label().hashCode() + seed);
        LiveBank victim = banks.get(random.nextInt(banks.all().size()));
        int nth = 1 + random.nextInt(30);
        record.begin("RESTART " + point.label() + " seed " + seed + " (bank "
                + victim.setup().number() + ", killed at message " + nth + ")");
        victim.nextStart("-Dtoy.failpoint=" + point.label() + " 1");
        guarded(
                Kind.TRAINING,
                random.nextInt(banks.all().size()),
                () -> ArmedFailpoints.arm(victim.directory(), Failpoint.ENVELOPE_AFTER_APPEND, nth));
    }

    /** Random nodes are killed at random moments. */
    void killAtRandom(long seed) throws Exception {
        Random random = new Random(seed);
        record.begin("RANDOM seed " + seed);
        List<Thread> killers = new ArrayList<>();
        guarded(Kind.TRAINING, random.nextInt(banks.all().size()), () -> {
            int count = 1 + random.nextInt(banks.all().size());
            for (int i = 0; i < count; i++) {
                LiveBank victim = banks.get(random.nextInt(banks.all().size()));
                long after = (long) (3_000 * random.nextDouble());
                killers.add(Thread.ofPlatform().start(() -> kill(victim, after)));
            }
        });
        for (Thread killer : killers) {
            killer.join();
        }
    }

    private static void kill(LiveBank victim, long afterMillis) {
        try {
            Thread.sleep(afterMillis);
            ProcessHandle.of(victim.pid()).ifPresent(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Trouble {
        void begin() throws IOException, InterruptedException;
    }

    private void guarded(Kind kind, int proposer, Trouble trouble) throws Exception {
        trouble.begin();
        ChaosGuard guard = new ChaosGuard(banks.all(), record);
        try {
            run(kind, proposer);
        } catch (LiveJobs.StuckException e) {
            record.violation(String.valueOf(e.getMessage()));
        }
        cancelLeft();
        guard.finish();
        if (guard.deaths() == 0) {
            record.missed();
        }
        for (LiveBank bank : banks.all()) {
            ArmedFailpoints.arm(bank.directory(), Failpoint.SEND_BEFORE_POST, 0);
            bank.newErrors()
                    .forEach(error -> record.violation("bank " + bank.setup().number() + " logged: " + error));
        }
    }

    private void run(Kind kind, int proposer) throws Exception {
        jobs.allow(JOB_SECONDS);
        if (kind == Kind.TRAINING || model.isEmpty()) {
            train(proposer);
        }
        if (kind == Kind.EVALUATION) {
            evaluate(proposer);
        }
    }

    private void train(int proposer) throws Exception {
        String job = jobs.begin(proposer, twin.training());
        for (int i = 0; i < banks.all().size(); i++) {
            String trained = jobs.end(i, job).path("result").path("model").asText();
            report(i, twin.modelDifferences(jobs.get(i, "/models/" + trained)));
            model = trained;
        }
    }

    private void evaluate(int proposer) throws Exception {
        String job = jobs.begin(proposer, ToyTwin.evaluation(model));
        for (int i = 0; i < banks.all().size(); i++) {
            String evaluation =
                    jobs.end(i, job).path("result").path("evaluation").asText();
            report(i, twin.differences(jobs.get(i, "/models/" + model), jobs.get(i, "/evaluations/" + evaluation)));
        }
    }

    private void report(int bank, List<String> differences) {
        differences.forEach(difference -> record.violation("at bank " + (bank + 1) + ": " + difference));
    }

    /** A proposal whose answer was lost is made again; the first one stays, and nobody approves it. */
    private void cancelLeft() throws Exception {
        for (int i = 0; i < banks.all().size(); i++) {
            for (JsonNode job : jobs.get(i, "/jobs").path("jobs")) {
                String state = job.path("state").path("name").asText();
                if (!List.of("finished", "refused", "cancelled", "failed").contains(state)) {
                    try {
                        var _ = banks.get(i)
                                .bank()
                                .client()
                                .delete(Bank.api("/jobs/" + job.path("id").asText()));
                    } catch (NodeProblemException e) {
                        if (e.status() != 409) {
                            record.violation("a job that nobody approves cannot be cancelled: " + e.sentence());
                        }
                    }
                }
            }
        }
    }

    /** A training whose result is its twin's, to show that a key works. */
    void check() throws Exception {
        jobs.allow(JOB_SECONDS);
        train(0);
    }

    static ObjectNode nothing() {
        return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    }
}

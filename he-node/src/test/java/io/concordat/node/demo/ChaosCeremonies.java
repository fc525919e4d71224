package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.fail.Failpoint;
import io.concordat.node.testing.ArmedFailpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Key ceremonies in which one node stops. The operators start again whatever does not go on by itself, until all banks have the same new key;
 * a key must then have its transcript, and the newest one must work at all banks.
 */
final class ChaosCeremonies {
    private static final double LONGEST_SECONDS = 900;
    private static final int MOST_TIMES = 30;

    private final LiveBanks banks;
    private final ChaosRecord record;
    private final ChaosJobs jobs;
    private final LiveJobs patient;
    private int partial;

    ChaosCeremonies(LiveBanks banks, ChaosRecord record, ChaosJobs jobs) {
        this.banks = banks;
        this.record = record;
        this.jobs = jobs;
        this.patient = new LiveJobs(banks.all());
    }

    /** One without faults; how often each bank reached each point. */
    List<Map<Failpoint, Integer>> reached() throws Exception {
        for (LiveBank bank : banks.all()) {
            ArmedFailpoints.arm(bank.directory(), Failpoint.SEND_BEFORE_POST, 0);
        }
        untilAllHaveANewKey();
        List<Map<Failpoint, Integer>> reached = new ArrayList<>();
        for (LiveBank bank : banks.all()) {
            reached.add(ArmedFailpoints.reached(bank.directory()));
        }
        return reached;
    }

    /** One node stops at the point; false if none reaches it. */
    boolean stopAt(Failpoint point, long seed, List<Map<Failpoint, Integer>> reached) throws Exception {
        Random random = new Random(31L * point.label().hashCode() + seed);
        int victim = random.nextInt(reached.size());
        int count = reached.get(victim).getOrDefault(point, 0);
        if (count == 0) {
            return false;
        }
        int nth = 1 + random.nextInt(Math.min(MOST_TIMES, count));
        record.begin("CEREMONY " + point.label() + " seed " + seed + " (bank " + (victim + 1) + ", time " + nth + ")");
        ArmedFailpoints.arm(banks.get(victim).directory(), point, nth);
        ChaosGuard guard = new ChaosGuard(banks.all(), record);
        try {
            untilAllHaveANewKey();
        } catch (LiveJobs.StuckException e) {
            record.violation(String.valueOf(e.getMessage()));
        }
        guard.finish();
        if (guard.deaths() == 0) {
            record.missed();
        }
        for (LiveBank bank : banks.all()) {
            ArmedFailpoints.arm(bank.directory(), Failpoint.SEND_BEFORE_POST, 0);
            bank.newErrors()
                    .forEach(error -> record.violation("bank " + bank.setup().number() + " logged: " + error));
        }
        transcripts();
        jobs.check();
        return true;
    }

    /** How many keys some banks have and others have not, because a node stopped between its end and that of the others. */
    int partial() {
        return partial;
    }

    private void untilAllHaveANewKey() throws Exception {
        List<String> before = newest();
        patient.allow(LONGEST_SECONDS);
        long deadline = System.nanoTime() + (long) (LONGEST_SECONDS * 1e9);
        boolean begun = false;
        while (true) {
            List<String> now = newest();
            boolean same = now.stream().distinct().count() == 1;
            if (same && !before.contains(now.getFirst())) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new LiveJobs.StuckException("There is no new key that all banks have: " + now);
            }
            List<Boolean> running = new ArrayList<>();
            for (int i = 0; i < banks.all().size(); i++) {
                running.add(isRunning(i));
            }
            // A ceremony that lacks a bank is started there; where a bank is done and another is not, all start again.
            if (!begun || running.contains(false)) {
                begun = true;
                for (int i = 0; i < banks.all().size(); i++) {
                    if (!running.get(i)) {
                        start(banks.get(i).bank());
                    }
                }
            }
            Thread.sleep(300);
        }
    }

    private boolean isRunning(int bank) throws Exception {
        for (JsonNode ceremony : patient.get(bank, "/key-ceremonies").path("keyCeremonies")) {
            if (!Set.of("COMPLETED", "FAILED").contains(ceremony.path("state").asText())) {
                return true;
            }
        }
        return false;
    }

    private static void start(Bank bank) throws InterruptedException, LiveJobs.StuckException {
        try {
            var _ = bank.client().post(Bank.api("/consortium/key-ceremony"), ChaosJobs.nothing());
        } catch (NodeProblemException e) {
            if (e.status() != 409 && e.status() != 0) {
                throw new LiveJobs.StuckException("No ceremony can be started: " + e.sentence());
            }
        }
    }

    /** The newest key of each bank, empty where there is none. */
    private List<String> newest() throws Exception {
        patient.allow(LONGEST_SECONDS);
        List<String> newest = new ArrayList<>();
        for (int i = 0; i < banks.all().size(); i++) {
            List<String> keys = keys(i);
            newest.add(keys.isEmpty() ? "" : keys.getLast());
        }
        return newest;
    }

    private List<String> keys(int bank) throws Exception {
        List<String> keys = new ArrayList<>();
        patient.get(bank, "/keys")
                .path("keys")
                .forEach(key -> keys.add(key.path("keyId").asText()));
        return keys;
    }

    private void transcripts() throws Exception {
        Set<String> all = new HashSet<>();
        List<Set<String>> held = new ArrayList<>();
        for (int i = 0; i < banks.all().size(); i++) {
            Set<String> keys = new HashSet<>(keys(i));
            held.add(keys);
            all.addAll(keys);
            for (String key : keys) {
                if (!hasTranscript(banks.get(i), key)) {
                    record.violation("bank " + (i + 1) + " has a key without a transcript: " + key);
                }
            }
        }
        partial = (int) all.stream()
                .filter(key -> held.stream().anyMatch(keys -> !keys.contains(key)))
                .count();
    }

    private static boolean hasTranscript(LiveBank bank, String key) throws IOException {
        return Files.exists(bank.directory().resolve("state/transcripts/" + key + ".transcript"));
    }
}

package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * {@code scripts/campaign soak}: three node processes train and evaluate for hours while random ones are killed and started again. Every
 * result is compared with its plain twin at every bank; heap, memory, files and threads of every node are written down as time passes.
 */
public final class Soak {
    private static final int BANKS = 3;
    private static final int ROUNDS = 2;
    private static final int TWINS = 5;
    private static final double JOB_SECONDS = 600;
    private static final double READY_SECONDS = 5;
    private static final double SAMPLE_SECONDS = 30;
    private static final double KILL_SHARE = 1.0 / 6;

    private final double minutes;
    private final double pace;
    private final Random random;
    private final SoakRecord record;
    private final LiveBanks banks;
    private final LiveJobs jobs;
    private final SoakSampler sampler;
    private final List<ToyTwin> twins = new ArrayList<>();
    private int done;
    private int kills;
    private int inTime;
    private double mostProcessor;

    private Soak(double minutes, double pace, long seed, SoakRecord record, LiveBanks banks) {
        this.minutes = minutes;
        this.pace = pace;
        this.random = new Random(seed);
        this.record = record;
        this.banks = banks;
        this.jobs = new LiveJobs(banks.all());
        this.sampler = new SoakSampler(banks.all(), record);
    }

    /** Ends with 0 if nothing was violated. */
    public static void main(String[] args) throws Exception {
        CampaignArguments arguments = new CampaignArguments(args, "--minutes", "--seed", "--json", "--pace", "--dir");
        double minutes = arguments.number("--minutes", 120);
        long seed = (long) arguments.number("--seed", 1);
        Path directory = arguments.path("--dir", Files.createTempDirectory("concordat-soak-"));
        int violations;
        try (SoakRecord record = new SoakRecord(arguments.path("--json", directory.resolve("soak.jsonl")));
                LiveBanks banks = new LiveBanks(directory, BANKS, LiveBank.AS_THE_LAUNCHER)) {
            System.out.printf(
                    Locale.ROOT,
                    "soak: %.0f minutes, seed %d, nodes in %s, figures in %s%n",
                    minutes,
                    seed,
                    directory,
                    record.file());
            violations = new Soak(minutes, arguments.number("--pace", 60), seed, record, banks).run();
        }
        System.exit(violations == 0 ? 0 : 1);
    }

    private int run() throws Exception {
        for (int i = 0; i < TWINS; i++) {
            twins.add(ToyTwin.of(BANKS, 1 + i, ROUNDS));
        }
        banks.start();
        banks.found();
        banks.makeKey();
        banks.register(ToyTwin.TRAINING, ToyTwin.trainingRows(BANKS));
        banks.register(ToyTwin.HOLD_OUT, ToyTwin.holdOutRows(BANKS));
        record.begin();
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            var _ = clock.scheduleAtFixedRate(
                    sampler::sample, 0, (long) (SAMPLE_SECONDS * 1000), TimeUnit.MILLISECONDS);
            while (record.minute() < minutes) {
                cycle();
            }
            clock.shutdownNow();
        }
        for (LiveBank bank : banks.all()) {
            bank.stop();
            if (bank.exitCode() != 0 && bank.exitCode() != 143) {
                record.violation("the node of " + bank.setup().id() + " ended with exit code " + bank.exitCode());
            }
        }
        lookForErrors();
        SoakFit.judge(sampler.samples(), record);
        String last = String.format(
                Locale.ROOT,
                "soak: %.0f minutes, %d jobs, %d kills, violations: %d",
                record.minute(),
                done,
                kills,
                record.violations());
        record.write("end", Map.of("line", last, "readyInTime", inTime, "mostProcessorSeconds", mostProcessor));
        System.out.printf(
                Locale.ROOT,
                "restarts ready within %.0f s by the clock: %d of %d, the others while the machine was busy; at most %.1f s of processor time%n%s%n",
                READY_SECONDS,
                inTime,
                kills,
                mostProcessor,
                last);
        return record.violations();
    }

    /** One job and its evaluation, perhaps with kills, and a rest. */
    private void cycle() throws Exception {
        long began = System.nanoTime();
        boolean kill = random.nextDouble() < KILL_SHARE;
        boolean midJob = random.nextDouble() < 0.75;
        List<Thread> killers = new ArrayList<>();
        if (kill) {
            double after = midJob ? 4 * random.nextDouble() : pace / 2 + random.nextDouble() * pace / 4;
            for (int victim : victims()) {
                double down = random.nextBoolean() ? 0 : 10 * random.nextDouble();
                killers.add(Thread.ofPlatform().start(() -> killAndRestart(banks.get(victim), after, down)));
            }
        }
        try {
            job(twins.get(random.nextInt(TWINS)), random.nextInt(BANKS));
        } catch (LiveJobs.StuckException e) {
            record.violation(String.valueOf(e.getMessage()));
        }
        for (Thread killer : killers) {
            killer.join();
        }
        lookForErrors();
        double left = pace - (System.nanoTime() - began) / 1e9;
        if (left > 0) {
            Thread.sleep((long) (left * 1000));
        }
    }

    /** Mostly one bank, now and then two or all. */
    private List<Integer> victims() {
        double luck = random.nextDouble();
        int count = luck < 0.7 ? 1 : luck < 0.85 ? 2 : BANKS;
        List<Integer> all = new ArrayList<>(IntStream.range(0, BANKS).boxed().toList());
        java.util.Collections.shuffle(all, random);
        return all.subList(0, count);
    }

    private void job(ToyTwin twin, int proposer) throws Exception {
        long began = System.nanoTime();
        jobs.allow(JOB_SECONDS);
        String training = jobs.begin(proposer, twin.training());
        String model = jobs.end(proposer, training).path("result").path("model").asText();
        for (int i = 0; i < BANKS; i++) {
            var _ = jobs.end(i, training); // an evaluation needs the model at all banks
        }
        String job = jobs.begin(proposer, ToyTwin.evaluation(model));
        for (int i = 0; i < BANKS; i++) {
            String evaluation =
                    jobs.end(i, job).path("result").path("evaluation").asText();
            JsonNode found = jobs.get(i, "/models/" + model);
            for (String difference : twin.differences(found, jobs.get(i, "/evaluations/" + evaluation))) {
                record.violation("job " + training + " at bank " + (i + 1) + ": " + difference);
            }
        }
        done++;
        record.write("job", Map.of("id", training, "seconds", (System.nanoTime() - began) / 1e9));
    }

    private void killAndRestart(LiveBank bank, double afterSeconds, double downSeconds) {
        try {
            Thread.sleep((long) (afterSeconds * 1000));
            sampler.killed(bank);
            bank.kill();
            Thread.sleep((long) (downSeconds * 1000));
            bank.start();
            LiveBank.Ready ready = bank.awaitReady(900);
            sampler.restarted(bank);
            restarted(bank, ready);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.io.IOException e) {
            record.violation("bank " + bank.setup().number() + " cannot be started again: " + e.getMessage());
        }
    }

    private synchronized void restarted(LiveBank bank, LiveBank.Ready ready) {
        kills++;
        inTime += ready.seconds() <= READY_SECONDS ? 1 : 0;
        mostProcessor = Math.max(mostProcessor, ready.processor());
        int number = bank.setup().number();
        record.write(
                "kill",
                Map.of(
                        "bank",
                        number,
                        "readySeconds",
                        ready.seconds(),
                        "processorSeconds",
                        ready.processor(),
                        "delayedSeconds",
                        ready.delayed()));
        if (ready.isLate(READY_SECONDS)) {
            record.violation("bank " + number + " was not ready in time: " + ready);
        }
    }

    private void lookForErrors() throws java.io.IOException {
        for (LiveBank bank : banks.all()) {
            for (String error : bank.newErrors()) {
                record.violation("bank " + bank.setup().number() + " logged: " + error);
            }
        }
    }
}

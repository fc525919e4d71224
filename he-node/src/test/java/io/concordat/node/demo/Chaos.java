package io.concordat.node.demo;

import io.concordat.node.fail.Failpoint;
import io.concordat.node.testing.ArmedFailpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code scripts/campaign chaos}: one consortium of three node processes, and again and again one of them stops at a failpoint, or random
 * ones are killed, in ceremonies, trainings, evaluations and restarts. A process that ended is started again and nothing else is done.
 */
public final class Chaos {
    private static final int BANKS = 3;

    /** Starts fast: a campaign starts a node for every run. */
    private static final List<String> JAVA = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash");

    private static final List<Failpoint> OF_A_START = List.of(
            Failpoint.START_AFTER_SCHEMA,
            Failpoint.START_AFTER_INCARNATION,
            Failpoint.START_AFTER_AUDIT,
            Failpoint.START_AFTER_RESUME,
            Failpoint.OUTBOX_AFTER_RESEND,
            Failpoint.AUDIT_BEFORE_COMMIT,
            Failpoint.AUDIT_BETWEEN_PLACES,
            Failpoint.AUDIT_BEFORE_FORCE,
            Failpoint.CHECKPOINT_AFTER_COSIGNED);

    private final LiveBanks banks;
    private final ChaosRecord record = new ChaosRecord();
    private final Set<Failpoint> points;
    private final int seeds;
    private final EnumSet<Failpoint> stopped = EnumSet.noneOf(Failpoint.class);
    private final ChaosJobs jobs;
    private final ChaosCeremonies ceremonies;

    private Chaos(LiveBanks banks, Set<Failpoint> points, int seeds) throws Exception {
        this.banks = banks;
        this.points = points;
        this.seeds = seeds;
        this.jobs = new ChaosJobs(banks, record);
        this.ceremonies = new ChaosCeremonies(banks, record, jobs);
    }

    /** Ends with 0 if nothing was violated. */
    public static void main(String[] args) throws Exception {
        CampaignArguments arguments =
                new CampaignArguments(args, "--seeds", "--points", "--phases", "--random", "--seed", "--dir");
        Path directory = arguments.path("--dir", Files.createTempDirectory("concordat-chaos-"));
        EnumSet<Failpoint> points = EnumSet.noneOf(Failpoint.class);
        String named = arguments.text("--points", "all");
        if (named.equals("all")) {
            points.addAll(Arrays.asList(Failpoint.values()));
        } else {
            Arrays.stream(named.split(",", -1)).map(ArmedFailpoints::labelled).forEach(points::add);
        }
        String phases = arguments.text("--phases", "restart,training,evaluation,ceremony");
        int random = (int) arguments.number("--random", 0);
        int violations;
        try (LiveBanks banks = new LiveBanks(directory, BANKS, JAVA)) {
            System.out.println("chaos: nodes in " + directory);
            violations = new Chaos(banks, points, (int) arguments.number("--seeds", 5))
                    .run(random > 0 ? Set.of() : new TreeSet<>(Arrays.asList(phases.split(",", -1))), random, (long)
                            arguments.number("--seed", 1));
        }
        System.exit(violations == 0 ? 0 : 1);
    }

    private int run(Set<String> phases, int random, long firstSeed) throws Exception {
        banks.start();
        banks.found();
        banks.makeKey();
        banks.register(ToyTwin.TRAINING, ToyTwin.trainingRows(BANKS));
        banks.register(ToyTwin.HOLD_OUT, ToyTwin.holdOutRows(BANKS));
        for (int i = 0; i < random; i++) {
            jobs.killAtRandom(firstSeed + i);
            progress("random", i + 1, random);
        }
        if (phases.contains("training")) {
            stopInJobs(ChaosJobs.Kind.TRAINING);
        }
        if (phases.contains("evaluation")) {
            stopInJobs(ChaosJobs.Kind.EVALUATION);
        }
        if (phases.contains("restart")) {
            for (Failpoint point : OF_A_START) {
                for (int seed = 1; points.contains(point) && seed <= seeds; seed++) {
                    jobs.stopInRestart(point, seed);
                    stopped.add(point);
                }
            }
            progress("restart", 1, 1);
        }
        if (phases.contains("ceremony")) {
            stopInCeremonies();
        }
        if (!phases.isEmpty()) {
            EnumSet<Failpoint> left = EnumSet.copyOf(points);
            left.removeAll(stopped);
            System.out.println("points that no phase of this campaign reached: "
                    + left.stream().map(Failpoint::label).toList());
        }
        record.summary();
        return record.violations();
    }

    private void stopInJobs(ChaosJobs.Kind kind) throws Exception {
        List<Map<Failpoint, Integer>> reached = jobs.reachedIn(kind);
        int done = 0;
        for (Failpoint point : points) {
            for (int seed = 1; seed <= seeds; seed++) {
                if (jobs.stopAt(kind, point, seed, reached)) {
                    stopped.add(point);
                }
            }
            progress(kind.name().toLowerCase(Locale.ROOT), ++done, points.size());
        }
    }

    private void stopInCeremonies() throws Exception {
        List<Map<Failpoint, Integer>> reached = ceremonies.reached();
        int done = 0;
        for (Failpoint point : points) {
            for (int seed = 1; seed <= seeds; seed++) {
                if (ceremonies.stopAt(point, seed, reached)) {
                    stopped.add(point);
                }
            }
            progress("ceremony", ++done, points.size());
        }
        System.out.println("keys that only some banks have, which no job uses: " + ceremonies.partial());
    }

    private void progress(String phase, int done, int of) {
        System.out.printf(
                Locale.ROOT,
                "%s %d of %d points; so far %d runs, violations: %d%n",
                phase,
                done,
                of,
                record.runs(),
                record.violations());
    }
}

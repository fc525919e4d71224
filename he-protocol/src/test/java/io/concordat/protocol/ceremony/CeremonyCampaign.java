package io.concordat.protocol.ceremony;

import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.threshold.CombinationException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Many ceremonies for 512-bit keys over a network that loses, repeats and reorders messages, with members that crash. A
 * member that crashes forgets everything; the others' deadline passes, and all start again under a fresh id. Every key is
 * put together from all shares and checked, and every transcript verified.
 */
public final class CeremonyCampaign {

    private static final int MOST_ATTEMPTS = 6;
    private static final SearchLimits SEARCH = new SearchLimits(120, 200, 1 << 12, 100);

    private CeremonyCampaign() {}

    /**
     * What one run did.
     *
     * @param attempts how many ceremonies until all had a key
     * @param crashes how many members crashed in them
     * @param problem what was wrong; empty if nothing
     */
    record Outcome(int members, int attempts, int crashes, String problem) {}

    /** {@code --runs N --seed S}. Prints each wrong run with its seed; the last line is {@code runs: N wrong: M}. */
    public static void main(String[] arguments) {
        Map<String, Long> options = new TreeMap<>(Map.of("--runs", 200L, "--seed", 1L));
        for (int i = 0; i < arguments.length; i += 2) {
            if (!options.containsKey(arguments[i])
                    || i + 1 == arguments.length
                    || !arguments[i + 1].matches("\\d{1,9}")) {
                System.err.println("Expected --runs N and --seed S but found " + List.of(arguments));
                System.exit(2);
            }
            options.put(arguments[i], Long.valueOf(arguments[i + 1]));
        }
        long runs = options.getOrDefault("--runs", 0L);
        long first = options.getOrDefault("--seed", 0L);
        int wrong = 0;
        int crashes = 0;
        int attempts = 0;
        for (long seed = first; seed < first + runs; seed++) {
            Outcome outcome = run(seed);
            attempts += outcome.attempts();
            crashes += outcome.crashes();
            if (!outcome.problem().isEmpty()) {
                wrong++;
                System.out.println("seed " + seed + ": " + outcome.problem());
            }
            if ((seed - first + 1) % 20 == 0) {
                System.out.println((seed - first + 1) + " keys, " + attempts + " ceremonies, " + crashes + " crashes");
            }
        }
        System.out.println("runs: " + runs + " wrong: " + wrong);
        System.exit(wrong == 0 ? 0 : 1);
    }

    /** One key, however many ceremonies it takes. */
    static Outcome run(long seed) {
        SeededRandomSource chance = SeededRandomSource.labelled("campaign/" + seed);
        int members = 3 + below(chance, 3);
        int least = CollusionBounds.leastThreshold(members, 0);
        int threshold = least + below(chance, members - least + 1);
        int crashes = 0;
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            String name = "campaign/" + seed + "/" + attempt;
            CeremonyParameters parameters =
                    ToyCeremonies.parameters(members, threshold, SEARCH, name.getBytes(StandardCharsets.UTF_8));
            ScriptedNetwork network = new ScriptedNetwork(name, faulty(chance)).with(parameters, name);
            if (attempt < MOST_ATTEMPTS && below(chance, 2) == 0) {
                network.crash(1 + below(chance, members), 1 + below(chance, 40 * members * members));
                crashes++;
            }
            network.run().deadline();
            String problem = problem(network, parameters);
            if (!problem.isEmpty() || network.results().size() == members) {
                return new Outcome(members, attempt, crashes, problem);
            }
        }
        return new Outcome(members, MOST_ATTEMPTS, crashes, "no key in the last attempt, in which nobody crashed");
    }

    private static String problem(ScriptedNetwork network, CeremonyParameters parameters) {
        if (!network.faults().isEmpty()) {
            return "faults " + network.faults();
        }
        if (!network.blamedByOthersThan(0).isEmpty()) {
            return "blamed without a lie: " + network.aborts();
        }
        List<CeremonyResult> results = List.copyOf(network.results().values());
        if (results.size() < parameters.members()) {
            return ""; // somebody crashed: the key, if the rest have one, is retired and made anew
        }
        try {
            KeyInspection.check(results, parameters);
            TranscriptVerifier verifier =
                    TranscriptVerifier.of(parameters, new ToyCeremonies.HashSigner(1), BatchExecutor.sequential());
            for (List<byte[]> step : network.transcript(1)) {
                verifier.step(step);
            }
            var _ = verifier.finish(results.getFirst().publicKey());
            return "";
        } catch (CombinationException | TranscriptRejectedException | AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static ScriptedNetwork.Wire faulty(SeededRandomSource chance) {
        int lost = below(chance, 30);
        int repeated = below(chance, 30);
        return (_, _, message) -> {
            int drawn = below(chance, 100);
            if (drawn < lost) {
                return List.of();
            }
            return drawn < lost + repeated ? List.of(message, message.clone()) : List.of(message);
        };
    }

    private static int below(SeededRandomSource chance, int bound) {
        return chance.below(BigInteger.valueOf(bound)).intValue();
    }
}

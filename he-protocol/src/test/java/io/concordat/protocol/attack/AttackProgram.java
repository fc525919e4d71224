package io.concordat.protocol.attack;

import io.concordat.protocol.testing.TestConsortium;
import io.concordat.protocol.testing.TestJob;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** {@code scripts/campaign attacks}: mounts the attacks, prints each one's first run step by step, and counts. */
public final class AttackProgram {
    private static final int MEMBERS = 3;

    private final PrintStream out;

    AttackProgram(PrintStream out) {
        this.out = out;
    }

    /**
     * How often an attack succeeded.
     *
     * @param naive on naive aggregation
     * @param rounds on the rounds of the protocol
     */
    record Count(int naive, int rounds) {}

    /** {@code [copy|stale|cancel] [--runs N] [--seed S]}; ends with 1 if an attack on the protocol succeeds once, or one on naive sums fails. */
    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        int runs = (int) number(words, "--runs", 100);
        long seed = number(words, "--seed", 1);
        List<Attack> wanted = Arrays.stream(Attack.values())
                .filter(attack -> words.contains(attack.slug()))
                .toList();
        AttackProgram program = new AttackProgram(System.out);
        int succeeded = 0;
        int naive = 0;
        List<Attack> attacks = wanted.isEmpty() ? List.of(Attack.values()) : wanted;
        for (Attack attack : attacks) {
            Count count = program.run(attack, runs, seed);
            succeeded += count.rounds();
            naive += count.naive();
        }
        System.out.println("attacks: " + runs * attacks.size() + " succeeded: " + succeeded + " (on naive aggregation: "
                + naive + ")");
        System.exit(succeeded == 0 && naive == runs * attacks.size() ? 0 : 1);
    }

    private static long number(List<String> words, String name, long usual) {
        int at = words.indexOf(name);
        return at < 0 ? usual : Long.parseLong(words.get(at + 1));
    }

    /** Mounts one attack under these seeds. */
    Count run(Attack attack, int runs, long seed) {
        TestConsortium bank = TestConsortium.of(MEMBERS);
        TestJob job = new TestJob(bank, bank.task(), 2, 1);
        int naive = 0;
        int rounds = 0;
        for (int i = 0; i < runs; i++) {
            Loot one = new NaiveAggregation(job, seed + i).attack(attack);
            Loot other = new RoundUnderAttack(job, seed + i).attack(attack);
            naive += one.succeeded() ? 1 : 0;
            rounds += other.succeeded() ? 1 : 0;
            if (i == 0) {
                print(attack, "on naive aggregation", one);
                print(attack, "on the rounds of the protocol", other);
            } else if (other.succeeded()) {
                print(attack, "with seed " + (seed + i), other);
            }
        }
        out.println(attack.slug() + ": on naive aggregation " + naive + " of " + runs + ", on the protocol " + rounds
                + " of " + runs);
        return new Count(naive, rounds);
    }

    private void print(Attack attack, String where, Loot loot) {
        out.println(attack.slug() + " " + where + ": the attacker");
        loot.steps().forEach(step -> out.println("  " + step));
        out.println("  " + (loot.succeeded() ? "SUCCEEDS" : "fails"));
    }
}

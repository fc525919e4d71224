package io.concordat.model.cards;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Makes the rows of a card world day by day, in time order. Customers live on a circle and pay at terminals near them, so
 * customers of several banks meet at every terminal. A fraud is of scenario 1 (an amount above 220), 2 (any payment at a
 * compromised terminal) or 3 (a stolen card: every third payment, five times the amount); the highest number counts.
 *
 * <p>Memory holds the rows of one day and which terminals and cards are misused, whatever the number of days.
 */
public final class CardWorld {
    /** A payment above it is a fraud of scenario 1. */
    public static final double HIGH_AMOUNT = 220;

    private static final int COMPROMISED_DAYS = 28;
    private static final int STOLEN_DAYS = 14;
    private static final double RADIUS = 0.01;
    private static final int LEAST_NEIGHBOURS = 3;
    private static final int NOON = 43_200;
    private static final int TIME_DEVIATION = 20_000;
    private static final int SECONDS_OF_DAY = 86_400;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final CardWorldSettings settings;
    private final double allWeights;

    /** Takes rows in time order. */
    @FunctionalInterface
    public interface Sink<E extends Exception> {
        /** One row and the bank whose customer paid, from 0. */
        void row(int bank, CardTransaction row) throws E;
    }

    private enum Draw {
        CUSTOMER(1),
        PAYMENTS(2),
        COMPROMISED(3),
        STOLEN(4);

        private final int number;

        Draw(int number) {
            this.number = number;
        }
    }

    private record Customer(int bank, double place, double meanAmount, double paymentsPerDay) {}

    /** A world; nothing is made yet. */
    public CardWorld(CardWorldSettings settings) {
        this.settings = settings;
        this.allWeights =
                settings.bankWeights().stream().mapToDouble(weight -> weight).sum();
    }

    /** Makes all rows; the result is how many. */
    public <E extends Exception> long generate(Sink<E> sink) throws E {
        long id = 0;
        for (int day = 0; day < settings.days(); day++) {
            Set<Integer> compromised = misused(
                    Draw.COMPROMISED, day, COMPROMISED_DAYS, settings.compromisedPerDay(), settings.terminals());
            Set<Integer> stolen = misused(Draw.STOLEN, day, STOLEN_DAYS, settings.stolenPerDay(), settings.customers());
            List<CardTransaction> rows = new ArrayList<>();
            for (int customer = 0; customer < settings.customers(); customer++) {
                pay(rows, day, customer, compromised, stolen.contains(customer));
            }
            rows.sort(Comparator.comparingLong(CardTransaction::seconds));
            for (CardTransaction row : rows) {
                sink.row(
                        customer(row.customer()).bank(),
                        new CardTransaction(
                                id++,
                                row.seconds(),
                                row.customer(),
                                row.terminal(),
                                row.amount(),
                                row.fraud(),
                                row.scenario()));
            }
        }
        return id;
    }

    /** The public names of all terminals, in ascending order. */
    public List<String> terminalNames() {
        List<String> names = new ArrayList<>();
        for (int terminal = 0; terminal < settings.terminals(); terminal++) {
            names.add(terminalName(terminal));
        }
        return List.copyOf(names);
    }

    /** The public name of a terminal. */
    public static String terminalName(int terminal) {
        return String.format(java.util.Locale.ROOT, "T%07d", terminal);
    }

    private void pay(List<CardTransaction> rows, int day, int number, Set<Integer> compromised, boolean stolen) {
        Customer customer = customer(number);
        SplittableRandom random = random(Draw.PAYMENTS, number, day);
        long midnight = (settings.firstDay() + day) * SECONDS_OF_DAY;
        for (int i = poisson(random, customer.paymentsPerDay()); i > 0; i--) {
            int second = (int) StrictMath.rint(NOON + TIME_DEVIATION * random.nextGaussian());
            double amount = customer.meanAmount() * (1 + random.nextGaussian() / 2);
            if (amount < 0) {
                amount = random.nextDouble() * 2 * customer.meanAmount();
            }
            int terminal = terminal(random, customer.place());
            boolean misused = random.nextInt(3) == 0 && stolen;
            if (second <= 0 || second >= SECONDS_OF_DAY) {
                continue;
            }
            double paid = StrictMath.rint(amount * (misused ? 500 : 100)) / 100;
            int scenario = misused ? 3 : compromised.contains(terminal) ? 2 : paid > HIGH_AMOUNT ? 1 : 0;
            rows.add(new CardTransaction(0, midnight + second, number, terminal, paid, scenario > 0, scenario));
        }
    }

    private int terminal(SplittableRandom random, double place) {
        int terminals = settings.terminals();
        int near = Math.min(terminals, Math.max(LEAST_NEIGHBOURS, (int) (2 * RADIUS * terminals)));
        int first = (int) (place * terminals) - near / 2;
        return Math.floorMod(first + random.nextInt(near), terminals);
    }

    private Customer customer(int number) {
        SplittableRandom random = random(Draw.CUSTOMER, number, 0);
        double share = random.nextDouble() * allWeights;
        int bank = 0;
        while (bank < settings.bankWeights().size() - 1
                && share >= settings.bankWeights().get(bank)) {
            share -= settings.bankWeights().get(bank);
            bank++;
        }
        return new Customer(bank, random.nextDouble(), 5 + 95 * random.nextDouble(), 4 * random.nextDouble());
    }

    /** Who was struck on this day or so many days before it, also before the first day. */
    private Set<Integer> misused(Draw draw, int day, int lasting, double perDay, int of) {
        Set<Integer> struck = new HashSet<>();
        for (int start = day - lasting + 1; start <= day; start++) {
            SplittableRandom random = random(draw, start, 0);
            for (int i = poisson(random, perDay); i > 0; i--) {
                struck.add(random.nextInt(of));
            }
        }
        return struck;
    }

    /** Knuth's product of uniforms, in steps small enough for its exponential. */
    private static int poisson(SplittableRandom random, double mean) {
        int count = 0;
        for (double left = mean; left > 0; left -= 30) {
            double limit = StrictMath.exp(-Math.min(left, 30));
            for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
                count++;
            }
        }
        return count;
    }

    private SplittableRandom random(Draw draw, long first, long second) {
        long mixed = settings.seed();
        for (long part : new long[] {draw.number, first, second}) {
            mixed = (mixed ^ part) * GOLDEN;
            mixed ^= mixed >>> 29;
        }
        return new SplittableRandom(mixed);
    }
}

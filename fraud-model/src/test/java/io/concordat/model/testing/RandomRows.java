package io.concordat.model.testing;

import io.concordat.model.data.Dataset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Seeded rows with columns of different scale, and their partition over banks. */
public final class RandomRows {
    private RandomRows() {}

    /** Names x0, x1, … */
    public static List<String> names(int features) {
        return IntStream.range(0, features).mapToObj(j -> "x" + j).toList();
    }

    /** Rows whose label follows a logistic model with the given base rate; column j has scale 10^(j mod 5 - 2). */
    public static Dataset labelled(SplittableRandom random, int rows, int features, double baseLogit) {
        Dataset dataset = Dataset.empty(names(features));
        double[] weights = random.doubles(features, -1, 1).toArray();
        for (int i = 0; i < rows; i++) {
            double[] x = new double[features];
            double logit = baseLogit;
            for (int j = 0; j < features; j++) {
                double z = random.nextGaussian();
                logit += weights[j] * z;
                x[j] = (z + 3) * Math.pow(10, j % 5 - 2);
            }
            dataset.add(x, random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0);
        }
        return dataset;
    }

    /** The rows in random order, dealt over banks of random sizes, each at least {@code least}. */
    public static List<Dataset> deal(SplittableRandom random, Dataset all, int banks, int least) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, all.size()).boxed().toList());
        Collections.shuffle(order, new Random(random.nextLong()));
        List<Dataset> parts = new ArrayList<>();
        for (int b = 0; b < banks; b++) {
            parts.add(Dataset.empty(all.features()));
        }
        for (int i = 0; i < order.size(); i++) {
            int bank = i < banks * least ? i % banks : random.nextInt(banks);
            parts.get(bank).add(all.row(order.get(i)), all.label(order.get(i)));
        }
        return parts;
    }
}

package io.concordat.node.demo;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Options of a campaign, each with a value. */
final class CampaignArguments {
    private final Map<String, String> values = new HashMap<>();

    CampaignArguments(String[] args, String... known) {
        List<String> names = Arrays.asList(known);
        for (int i = 0; i < args.length; i += 2) {
            if (!names.contains(args[i]) || i + 1 == args.length) {
                throw new IllegalArgumentException(
                        "Expected options of " + names + ", each with a value, but found " + args[i]);
            }
            values.put(args[i], args[i + 1]);
        }
    }

    double number(String name, double otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : Double.parseDouble(value);
    }

    Path path(String name, Path otherwise) {
        String value = values.get(name);
        return (value == null ? otherwise : Path.of(value)).toAbsolutePath();
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }
}

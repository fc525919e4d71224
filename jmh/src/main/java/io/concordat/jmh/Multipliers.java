package io.concordat.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How many multiplications of machine words one core starts in a second, measured by src/main/native/multiplier.c: no code
 * that multiplies with these instructions can be faster.
 *
 * @param ifma lanes of vpmadd52luq or vpmadd52huq, eight an instruction
 * @param fma lanes of vfmadd in double precision, four an instruction of AVX2
 * @param word mulx, 64 by 64 bits
 */
record Multipliers(double ifma, double fma, double word) {
    /** Where scripts/bench leaves what the C program printed: three rates with commas between them. */
    private static final String PROPERTY = "concordat.bench.multipliers";

    static Multipliers fromProperty() {
        String[] rates = System.getProperty(PROPERTY, "0,0,0").split(",", -1);
        return new Multipliers(
                Double.parseDouble(rates[0]), Double.parseDouble(rates[1]), Double.parseDouble(rates[2]));
    }

    static Multipliers of(JsonNode node) {
        return new Multipliers(
                node.required("ifma").asDouble(),
                node.required("fma").asDouble(),
                node.required("word").asDouble());
    }

    void toJson(ObjectNode node) {
        node.put("ifma", ifma).put("fma", fma).put("word", word);
    }

    String summary() {
        return word == 0
                ? "Multiplier limits not measured (no C compiler)"
                : String.format(
                        "Multiplications a second and core, in billions: %s 52-bit (IFMA), %s 53-bit (FMA), %s 64-bit",
                        billions(ifma), billions(fma), billions(word));
    }

    private static String billions(double rate) {
        return rate == 0 ? "no" : String.format("%.1f", rate * 1e-9);
    }
}

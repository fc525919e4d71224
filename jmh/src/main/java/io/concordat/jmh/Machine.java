package io.concordat.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.crypto.arithmetic.Arithmetic;
import io.concordat.crypto.arithmetic.ArithmeticChoice;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a run was made.
 *
 * @param cpu the processor's name
 * @param processors how many the JVM sees
 * @param system operating system
 * @param java version and vendor
 * @param backends descriptions of all back ends that are here
 * @param load runnable processes a minute before; a busy machine gives poor rates, though its ratios hold better
 * @param multipliers what the processor multiplies a second, zeros where not measured
 */
record Machine(
        String cpu, int processors, String system, String java, String backends, double load, Multipliers multipliers) {
    static Machine here() {
        return new Machine(
                cpuName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.version") + " " + System.getProperty("java.vendor"),
                ArithmeticChoice.available().stream()
                        .map(Arithmetic::description)
                        .collect(Collectors.joining("; ")),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Multipliers.fromProperty());
    }

    static Machine of(JsonNode node) {
        return new Machine(
                node.required("cpu").asText(),
                node.required("processors").asInt(),
                node.required("system").asText(),
                node.required("java").asText(),
                node.required("backends").asText(),
                node.required("load").asDouble(),
                Multipliers.of(node.required("multiplicationsPerSecond")));
    }

    ObjectNode toJson(ObjectNode node) {
        node.put("cpu", cpu)
                .put("processors", processors)
                .put("system", system)
                .put("java", java)
                .put("backends", backends)
                .put("load", load);
        multipliers.toJson(node.putObject("multiplicationsPerSecond"));
        return node;
    }

    String summary() {
        return String.format(
                "%s, %d processors, %s, Java %s, load %.1f%n%s%n%s",
                cpu, processors, system, java, load, backends, multipliers.summary());
    }

    private static String cpuName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException e) {
            return "unknown processor";
        }
    }
}

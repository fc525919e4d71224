package io.concordat.node.demo.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.model.evaluation.RankingMetrics;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.node.demo.DemoException;
import io.concordat.node.demo.DemoOutput;
import io.concordat.node.demo.LocalConsortium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds data sets, trains their models in the open, and again over encrypted sums if asked, and fills the report. */
final class QualityRun {
    private static final List<Layout> LAYOUTS =
            List.of(new BankFilesLayout(), new InterbankLayout(), new HomoSplitLayout());
    private static final int MOST_BANKS_WITH_PRODUCTION_KEY = 8;
    private static final int SHORT_KEY = 2048;
    private static final int DEPTH = 4;
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^a-z0-9.]+");

    private final QualityOptions options;
    private final DemoOutput output;
    private final QualityReport report;
    private final Map<Integer, List<Prepared>> byBanks = new TreeMap<>();
    private boolean complete = true;

    /** A data set whose plain twins are trained. */
    private record Prepared(Layout.Found found, Map<String, PlainTwin> twins) {
        int minimumEffectiveRows() {
            return twins.values().stream()
                    .mapToInt(PlainTwin::minimumEffectiveRows)
                    .min()
                    .orElse(1);
        }
    }

    QualityRun(QualityOptions options, DemoOutput output) {
        this.options = options;
        this.output = output;
        this.report = new QualityReport(options.plain() ? "plain twin" : "encrypted, node processes over HTTP");
    }

    /** Runs everything; true if every data set that could be read gave its numbers. */
    boolean run() throws DemoException, InterruptedException {
        List<Layout.Found> all = find();
        if (all.isEmpty()) {
            throw new DemoException("No data set of a known layout under " + options.data() + ".");
        }
        output.step("Plain twins");
        for (Layout.Found found : all) {
            plain(found);
        }
        if (!options.plain()) {
            for (Map.Entry<Integer, List<Prepared>> group : byBanks.entrySet()) {
                encrypted(group.getKey(), group.getValue());
            }
        }
        output.step("Report");
        report.lines().forEach(output::say);
        write();
        return complete;
    }

    private List<Layout.Found> find() throws DemoException {
        List<Layout.Found> all = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(options.data(), DEPTH)) {
            for (Path directory : walk.filter(Files::isDirectory).sorted().toList()) {
                SequencedMap<String, Path> files = files(directory);
                LAYOUTS.forEach(layout -> all.addAll(layout.find(directory.toAbsolutePath(), files)));
            }
        } catch (IOException e) {
            throw new DemoException(options.data() + " cannot be read: " + e.getMessage(), e);
        }
        return all.stream()
                .filter(found -> options.only().isEmpty() || options.only().contains(found.dataSet()))
                .toList();
    }

    private static SequencedMap<String, Path> files(Path directory) throws IOException {
        SequencedMap<String, Path> files = new LinkedHashMap<>();
        try (Stream<Path> list = Files.list(directory)) {
            list.filter(Files::isRegularFile).sorted().forEach(file -> files.putIfAbsent(Layout.stem(file), file));
        }
        files.remove("");
        return files;
    }

    private void plain(Layout.Found found) throws DemoException {
        Study study;
        try {
            study = found.loader().load();
        } catch (DemoException e) {
            output.say(found.dataSet() + " is left out: " + e.sentence());
            report.skip(found.dataSet(), e.sentence());
            return;
        }
        try {
            study.notes().forEach(report::note);
            Map<String, PlainTwin> twins = new LinkedHashMap<>();
            Comparison comparison = comparison(found);
            for (Study.Model model : study.models()) {
                PlainTwin twin = PlainTwin.train(model.train());
                twins.put(model.jointName(), twin);
                output.say(String.format(
                        Locale.ROOT,
                        "%s %s: %d banks, %d rows, %d columns, %d rounds. %s",
                        study.dataSet(),
                        model.jointName(),
                        model.banks().size(),
                        twin.model().training().rows(),
                        model.features().size(),
                        twin.model().training().rounds(),
                        twin.model().training().reason()));
                if (options.plain()) {
                    comparison.joint(model, twin.model());
                    twin.fromHistograms(model.test())
                            .ifPresent(opened -> comparison.opened(model.jointName(), opened.auc(), opened.ks()));
                    alone(comparison, model);
                }
            }
            comparison.uplift();
            byBanks.computeIfAbsent(study.models().getFirst().banks().size(), _ -> new ArrayList<>())
                    .add(new Prepared(found, twins));
        } catch (DemoException e) {
            failed(found, e.sentence());
        }
        write();
    }

    private void failed(Layout.Found found, String sentence) {
        output.say(found.dataSet() + ": " + sentence);
        report.skip(found.dataSet(), sentence);
        complete = false;
    }

    private static void alone(Comparison comparison, Study.Model model) {
        if (model.alone()) {
            comparison.alone(model);
        }
    }

    private Comparison comparison(Layout.Found found) throws DemoException {
        return new Comparison(found.dataSet(), Reference.read(options.reference(), found.dataSet()), report);
    }

    private int keyBits(int banks) {
        int production = banks > MOST_BANKS_WITH_PRODUCTION_KEY ? SHORT_KEY : QualityOptions.PRODUCTION_KEY;
        return options.keyBits().orElse(production);
    }

    private void encrypted(int banks, List<Prepared> prepared) throws DemoException, InterruptedException {
        int minimum =
                prepared.stream().mapToInt(Prepared::minimumEffectiveRows).min().orElse(1);
        List<Prepared> open = new ArrayList<>(prepared);
        try (LocalConsortium consortium = LocalConsortium.start(banks, keyBits(banks), minimum, output)) {
            report.note(banks + " banks: key of " + keyBits(banks) + " bits, at least " + minimum + " effective rows");
            for (Prepared each : prepared) {
                encrypted(consortium, each);
                open.remove(each);
                write();
            }
        } catch (DemoException e) {
            output.say(e.sentence());
            open.forEach(each -> failed(each.found(), "encrypted run: " + e.sentence()));
            write();
        }
    }

    private void encrypted(LocalConsortium consortium, Prepared prepared) throws DemoException, InterruptedException {
        Study study = prepared.found().loader().load();
        Comparison comparison = comparison(prepared.found());
        for (Study.Model model : study.models()) {
            output.step("Encrypted: " + study.dataSet() + " " + model.jointName());
            String name = name(study.dataSet() + "." + model.jointName());
            String scope = name(study.dataSet());
            consortium.register(name + ".train", scope + ".train", model.train());
            consortium.register(name + ".test", scope + ".test", model.test());
            ObjectNode training = proposal("logistic-newton/v1", name + ".train");
            String id = consortium.run(training, "model");
            LogisticModel trained = consortium.model(id);
            comparison.joint(model, trained);
            Optional.ofNullable(prepared.twins().get(model.jointName()))
                    .ifPresent(twin -> comparison.twin(model.jointName(), trained, twin.model()));
            ObjectNode evaluation = proposal("score-histograms/v1", name + ".test");
            evaluation.put("model", id);
            JsonNode metrics = consortium
                    .get("/evaluations/" + consortium.run(evaluation, "evaluation") + "?budget="
                            + RankingMetrics.DEFAULT_BUDGET)
                    .path("metrics");
            comparison.opened(
                    model.jointName(),
                    metrics.path("auc").asDouble(Double.NaN),
                    metrics.path("ks").asDouble(Double.NaN));
            alone(comparison, model);
        }
        comparison.uplift();
    }

    private static ObjectNode proposal(String function, String dataSet) {
        ObjectNode proposal = JsonNodeFactory.instance.objectNode();
        proposal.put("function", function);
        proposal.put("dataSet", dataSet);
        return proposal;
    }

    /** Names of data sets and scopes have neither capitals nor underscores. */
    private static String name(String text) {
        return NOT_IN_NAMES.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("-");
    }

    private void write() throws DemoException {
        if (options.json().isPresent()) {
            report.write(options.json().get());
        }
    }
}

package io.concordat.node.job;

import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.threshold.EpochType;
import io.concordat.model.history.CellPeriod;
import io.concordat.model.history.EventColumns;
import io.concordat.model.history.HistoryComputation;
import io.concordat.model.history.HistoryOptions;
import io.concordat.model.history.HistoryScheme;
import io.concordat.model.history.KeyDirectory;
import io.concordat.node.history.HistorySource;
import io.concordat.node.history.HistoryStore;
import io.concordat.node.history.OptionsText;
import io.concordat.node.training.Computation;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.Purpose;
import io.concordat.protocol.job.TaskData;
import io.concordat.protocol.job.TaskLimits;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tasks that open cells of shared history: from what an analyst asks for to the computation, and whether one fits this bank. */
final class HistoryTasks {
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String DIRECTORY = "directory";
    private static final String OPTIONS = "cells";
    private static final String DELAY = "labelDelayDays";
    private static final String COLLUSION = "toleratedCollusion";
    private static final String LABEL = "fraud";

    /** Openings beyond the rounds: a failed opening may be tried again. */
    private static final int SPARE_OPENINGS = 10;

    private final HistoryStore store;
    private final RandomSource random;

    HistoryTasks(HistoryStore store, RandomSource random) {
        this.store = store;
        this.random = random;
    }

    static boolean isHistory(TaskSpec task) {
        return task.function().equals(HistoryComputation.NAME);
    }

    /** The task of a request by a member, proposed now. */
    TaskSpec task(HistoryRequest request, Consortium consortium, Digest keyId, MemberId self, Instant now)
            throws JobRefusedException {
        HistorySource source = store.source(request.source())
                .orElseThrow(() -> new JobRefusedException(
                        ProblemType.NOT_FOUND,
                        "No history source named " + request.source() + " is registered at this node."));
        try {
            SortedMap<String, String> parameters = new TreeMap<>();
            parameters.put(FROM, request.from().toString());
            parameters.put(TO, request.to().toString());
            parameters.put(DIRECTORY, request.directory());
            parameters.put(OPTIONS, OptionsText.of(request.options()));
            parameters.put(DELAY, Integer.toString(source.events().labelDelayDays()));
            parameters.put(COLLUSION, Integer.toString(consortium.charter().toleratedCollusion()));
            List<MemberId> cohort = request.cohort().isEmpty()
                    ? consortium.participants()
                    : request.cohort().stream().map(MemberId::of).sorted().toList();
            HistoryScheme scheme = scheme(parameters, cohort.size());
            HistoryComputation computation = new HistoryComputation(scheme, this::nextLong);
            Duration wait = request.waitFor().orElse(longestWait(source.events().labelDelayDays()));
            return new TaskSpec(
                    consortium.consortiumId(),
                    keyId,
                    EpochType.MASKED_SUMS,
                    HistoryComputation.NAME,
                    parameters,
                    new TaskData(request.source(), "", EventColumns.ALL, LABEL, source.scope()),
                    cohort,
                    Purpose.SHARE_HISTORY,
                    new Computation<>(computation).digest(new Computation<>(computation).initialState()),
                    new TaskLimits(
                            scheme.roundCount(),
                            scheme.roundCount() + SPARE_OPENINGS,
                            consortium.charter().minimumEffectiveRows()),
                    self,
                    now.getEpochSecond(),
                    now.plus(wait).getEpochSecond());
        } catch (IllegalArgumentException e) {
            throw new JobRefusedException(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    /** The computation of a task, or why there is none here. */
    Functions.Resolved resolve(TaskSpec task) {
        try {
            HistoryScheme scheme = scheme(task.parameters(), task.cohort().size());
            return new Functions.Resolved.Known(new Computation<>(new HistoryComputation(scheme, this::nextLong)));
        } catch (JobRefusedException e) {
            return new Functions.Resolved.Unknown(e.reason());
        } catch (IllegalArgumentException e) {
            return new Functions.Resolved.Unknown(new Rejection(
                    ProblemType.INVALID_REQUEST, "The task's parameters are not acceptable: " + e.getMessage()));
        }
    }

    /** What a task opens. */
    HistoryScheme scheme(TaskSpec task) throws JobRefusedException {
        return scheme(task.parameters(), task.cohort().size());
    }

    private HistoryScheme scheme(SortedMap<String, String> parameters, int cohort) throws JobRefusedException {
        String digest = parameters.getOrDefault(DIRECTORY, "");
        KeyDirectory directory = store.directory(digest)
                .orElseThrow(() -> new JobRefusedException(
                        ProblemType.NOT_FOUND, "The key directory of the task is not registered here: " + digest));
        return new HistoryScheme(
                directory,
                options(parameters),
                day(parameters, FROM),
                day(parameters, TO),
                cohort,
                whole(parameters, COLLUSION));
    }

    /** The digest of the directory that a task is over. */
    static String directory(TaskSpec task) {
        return task.parameters().getOrDefault(DIRECTORY, "");
    }

    /** What a task opens of each cell. */
    static HistoryOptions options(TaskSpec task) {
        return options(task.parameters());
    }

    private static HistoryOptions options(SortedMap<String, String> parameters) {
        return OptionsText.parse(parameters.getOrDefault(OPTIONS, ""));
    }

    private static long day(SortedMap<String, String> parameters, String name) {
        String text = parameters.getOrDefault(name, "");
        LocalDate date;
        try {
            date = LocalDate.parse(text);
        } catch (java.time.format.DateTimeParseException e) {
            throw new IllegalArgumentException("the parameter " + name + " is no date", e);
        }
        if (!date.toString().equals(text)) {
            throw new IllegalArgumentException("the parameter " + name + " is not in canonical form");
        }
        return date.toEpochDay();
    }

    private static int whole(SortedMap<String, String> parameters, String name) {
        String text = parameters.getOrDefault(name, "");
        int value = Integer.parseInt(text);
        if (!Integer.toString(value).equals(text)) {
            throw new IllegalArgumentException("the parameter " + name + " is not in canonical form");
        }
        return value;
    }

    /** Absent banks are waited for within the label delay, and for a day at least. */
    private static Duration longestWait(int labelDelayDays) {
        return Duration.ofDays(Math.max(1, labelDelayDays));
    }

    /** Why this bank does not take part, if it does not. The answer goes to the other banks: no numbers of this bank's rows. */
    Optional<Rejection> examine(TaskSpec task, MemberId self, Consortium consortium) {
        Optional<HistorySource> found = store.source(task.data().dataSet());
        if (found.isEmpty()) {
            return refuse(
                    ProblemType.NOT_FOUND,
                    "At " + self + " no history source named " + task.data().dataSet() + " is registered.");
        }
        try {
            return examine(task, self, consortium, found.get());
        } catch (JobRefusedException e) {
            return Optional.of(e.reason());
        } catch (IllegalArgumentException e) {
            return refuse(ProblemType.INVALID_REQUEST, "The task's parameters are not acceptable: " + e.getMessage());
        }
    }

    private Optional<Rejection> examine(TaskSpec task, MemberId self, Consortium consortium, HistorySource source)
            throws JobRefusedException {
        HistoryScheme scheme = scheme(task);
        if (!source.scope().equals(task.scope())) {
            return refuse(
                    ProblemType.DIFFERENCING_RISK,
                    "At " + self + " the source " + source.name() + " belongs to scope " + source.scope() + ", not "
                            + task.scope() + ": its events are summed in one scope only.");
        }
        if (scheme.toleratedCollusion() != consortium.charter().toleratedCollusion()) {
            return refuse(
                    ProblemType.INVALID_REQUEST,
                    "The task tolerates another number of colluding banks than the charter.");
        }
        if (source.events().labelDelayDays() != whole(task.parameters(), DELAY)) {
            return refuse(
                    ProblemType.DATA_INVALID, "At " + self + " the source has another label delay than the task says.");
        }
        if (task.expiresAt() - task.createdAt()
                > longestWait(source.events().labelDelayDays()).toSeconds()) {
            return refuse(
                    ProblemType.INVALID_REQUEST,
                    "A task of shared history waits for absent banks within the label delay.");
        }
        if (source.lastDay() < scheme.toDay()) {
            return refuse(
                    ProblemType.DATA_INVALID,
                    "At " + self + " the events end before the last day of the task. Register newer rows first.");
        }
        return examineOpened(task, self, scheme);
    }

    private Optional<Rejection> examineOpened(TaskSpec task, MemberId self, HistoryScheme scheme) {
        Optional<HistoryOptions> before = store.options(task.scope());
        if (before.isPresent() && !before.get().equals(scheme.options())) {
            return refuse(
                    ProblemType.CONFLICT,
                    "At " + self + " scope " + task.scope() + " holds cells of " + OptionsText.of(before.get())
                            + ", not of " + OptionsText.of(scheme.options()) + ".");
        }
        List<CellPeriod> opened = store.opened(task.scope(), scheme.periods());
        if (!opened.isEmpty()) {
            return refuse(
                    ProblemType.CONFLICT,
                    "At " + self + " cells of this range are opened already, the first "
                            + LocalDate.ofEpochDay(opened.getFirst().firstDay()) + ". A cell is opened once.");
        }
        return Optional.empty();
    }

    private static Optional<Rejection> refuse(ProblemType type, String sentence) {
        return Optional.of(new Rejection(type, sentence));
    }

    private long nextLong() {
        byte[] bytes = new byte[Long.BYTES];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes).getLong();
    }
}

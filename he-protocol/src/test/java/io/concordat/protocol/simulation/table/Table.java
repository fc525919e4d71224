package io.concordat.protocol.simulation.table;

import io.concordat.protocol.message.MessageType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The state table of the design, written down for counts: which row applies in a view, and what is then due. It shares no
 * code with the round machine.
 *
 * @param members N
 * @param threshold T
 * @param collusion c
 * @param cohort |U|
 * @param inCohort whether this member is in U
 */
record Table(int members, int threshold, int collusion, int cohort, boolean inCohort) {
    static final List<MessageType> KINDS = List.of(
            MessageType.JOIN,
            MessageType.COMMIT,
            MessageType.REVEAL,
            MessageType.SEAL,
            MessageType.SHARE,
            MessageType.ABANDON);
    /** Every happening that is not counted as a message and does not repeat. */
    static final List<Happening> REMEMBERED = List.of(
            Happening.NEWER_OPEN,
            Happening.ADMITTED,
            Happening.NOT_ADMITTED,
            Happening.CONTRIBUTED,
            Happening.NOT_CONTRIBUTED,
            Happening.REVEALS_GOOD,
            Happening.REVEALS_BAD,
            Happening.GRANTED,
            Happening.SUM_GOOD,
            Happening.SUM_BAD,
            Happening.JOIN_LATE,
            Happening.COMMIT_LATE,
            Happening.REVEAL_LATE,
            Happening.WATCH_LATE,
            Happening.OPERATOR_LATE,
            Happening.OPERATOR_ABANDONS);

    /** The view after something has happened. */
    View after(View view, Happening happening) {
        View next =
                switch (happening) {
                    case OPEN -> view.in(Stage.WAITING);
                    case HELD_BACK -> view.in(Stage.HELD_BACK);
                    case RETRIED -> view.in(Stage.SEALED);
                    case OWN_MESSAGE -> view.saying(said(view).orElseThrow());
                    default ->
                        happening.message().isPresent()
                                ? view.receiving(happening.message().get())
                                : view.having(happening);
                };
        Optional<Stage> row = row(next);
        while (row.isPresent()) {
            next = next.in(row.get());
            row = row(next);
        }
        return next;
    }

    /** N − T + 1 ABANDONs: one more than can be missing while T share. */
    boolean hopeless(View view) {
        return view.all(MessageType.ABANDON) >= members - threshold + 1;
    }

    /** DEATH: c of the ABANDONs may be lies. */
    boolean dead(View view) {
        return view.all(MessageType.ABANDON) >= members - threshold + 1 + collusion;
    }

    private Optional<Stage> row(View view) {
        boolean superseded = view.had(Happening.NEWER_OPEN);
        boolean over = view.stage() == Stage.OPENED || view.stage() == Stage.FAILED;
        if (!over && openable(view) && (view.had(Happening.SUM_GOOD) || view.had(Happening.SUM_BAD))) {
            return Optional.of(view.had(Happening.SUM_GOOD) ? Stage.OPENED : Stage.FAILED);
        }
        return switch (view.stage()) {
            case WAITING -> inCohort ? waiting(view, superseded) : checked(view, Happening.WATCH_LATE);
            case JOINED -> {
                boolean end = superseded
                        || hopeless(view)
                        || view.had(Happening.NOT_CONTRIBUTED)
                        || view.had(Happening.COMMIT_LATE)
                        || (!all(view, MessageType.JOIN) && view.had(Happening.JOIN_LATE));
                yield end ? Optional.of(Stage.ABANDONED) : when(view.had(Happening.CONTRIBUTED), Stage.COMMITTED);
            }
            case COMMITTED -> {
                boolean end = superseded || hopeless(view) || view.had(Happening.COMMIT_LATE);
                yield end ? Optional.of(Stage.ABANDONED) : when(all(view, MessageType.COMMIT), Stage.REVEALED);
            }
            case REVEALED -> checked(view, Happening.REVEAL_LATE);
            case SEALED -> {
                boolean sealed = view.own().contains(MessageType.SEAL) && view.all(MessageType.SEAL) >= threshold;
                yield given(view) ? Optional.of(Stage.ABANDONED) : when(sealed, Stage.RELEASING);
            }
            case HELD_BACK -> when(given(view), Stage.ABANDONED);
            case RELEASING -> when(view.had(Happening.GRANTED), Stage.RELEASED);
            case RELEASED -> when(dead(view) && !openable(view), Stage.ABANDONED);
            case IDLE, REFUSED, ABANDONED, OPENED, FAILED -> Optional.empty();
        };
    }

    private Optional<Stage> waiting(View view, boolean superseded) {
        if (view.had(Happening.NOT_ADMITTED)) {
            return Optional.of(Stage.REFUSED);
        }
        return superseded || hopeless(view) || view.had(Happening.JOIN_LATE)
                ? Optional.of(Stage.ABANDONED)
                : when(view.had(Happening.ADMITTED), Stage.JOINED);
    }

    private Optional<Stage> checked(View view, Happening late) {
        if (view.had(Happening.REVEALS_GOOD)) {
            return Optional.of(Stage.SEALED);
        }
        return when(view.had(Happening.REVEALS_BAD) || hopeless(view) || view.had(late), Stage.ABANDONED);
    }

    private boolean given(View view) {
        boolean ordered = view.had(Happening.OPERATOR_ABANDONS) && view.had(Happening.OPERATOR_LATE);
        return hopeless(view) || ordered;
    }

    private boolean openable(View view) {
        return view.had(Happening.REVEALS_GOOD) && view.all(MessageType.SHARE) >= threshold;
    }

    private boolean all(View view, MessageType type) {
        return view.all(type) == cohort;
    }

    /** Which message is due, if one is. */
    Optional<MessageType> said(View view) {
        MessageType type =
                switch (view.stage()) {
                    case JOINED -> MessageType.JOIN;
                    case COMMITTED -> MessageType.COMMIT;
                    case REVEALED -> MessageType.REVEAL;
                    case SEALED, HELD_BACK, RELEASING -> MessageType.SEAL;
                    case RELEASED -> MessageType.SHARE;
                    case ABANDONED -> MessageType.ABANDON;
                    case OPENED, FAILED -> MessageType.OPENED;
                    case IDLE, WAITING, REFUSED -> MessageType.OPEN;
                };
        boolean nameless = type == MessageType.ABANDON && (view.shared() || !all(view, MessageType.JOIN));
        return type == MessageType.OPEN || nameless || view.own().contains(type) ? Optional.empty() : Optional.of(type);
    }

    /** Everything that is due in a view. */
    Set<Demand> due(View view) {
        Set<Demand> due = EnumSet.noneOf(Demand.class);
        said(view).ifPresent(type -> due.add(Demand.say(type)));
        boolean checked = view.had(Happening.REVEALS_GOOD) || view.had(Happening.REVEALS_BAD);
        boolean complete =
                all(view, MessageType.JOIN) && all(view, MessageType.COMMIT) && all(view, MessageType.REVEAL);
        boolean mayCheck = view.stage() == Stage.REVEALED
                || (view.stage() == Stage.WAITING && !inCohort)
                || (view.stage() == Stage.ABANDONED && view.all(MessageType.SHARE) >= threshold);
        add(due, complete && !checked && mayCheck, Demand.CHECK_REVEALS);
        add(due, view.stage() == Stage.WAITING && inCohort, Demand.PREPARE_JOIN);
        boolean contributing = view.stage() == Stage.JOINED && all(view, MessageType.JOIN);
        add(due, contributing, Demand.PREPARE_CONTRIBUTION);
        add(due, view.stage() == Stage.RELEASING, Demand.ASK_GATE);
        boolean combined = view.had(Happening.SUM_GOOD) || view.had(Happening.SUM_BAD);
        add(due, openable(view) && !combined, Demand.COMBINE);
        add(due, view.stage() == Stage.OPENED, Demand.FINISH);
        boolean forwarding = view.stage() == Stage.ABANDONED && view.revealed();
        add(due, forwarding && view.others(MessageType.ABANDON) > 0, Demand.FORWARD_ABANDONS);
        boolean live = view.revealed() && view.stage() != Stage.OPENED && view.stage() != Stage.FAILED && !dead(view);
        boolean free = view.had(Happening.NEWER_OPEN) && inCohort && view.stage() != Stage.OPENED && !live;
        add(due, free, Demand.PREPARE_JOIN_OF_NEWER);
        waits(view).ifPresent(due::add);
        return due;
    }

    private Optional<Demand> waits(View view) {
        return switch (view.stage()) {
            case WAITING ->
                inCohort
                        ? unless(view, Happening.JOIN_LATE, Demand.WAIT_JOIN)
                        : unless(view, Happening.WATCH_LATE, Demand.WAIT_WATCH);
            case JOINED ->
                all(view, MessageType.JOIN)
                        ? unless(view, Happening.COMMIT_LATE, Demand.WAIT_COMMIT)
                        : unless(view, Happening.JOIN_LATE, Demand.WAIT_JOIN);
            case COMMITTED -> unless(view, Happening.COMMIT_LATE, Demand.WAIT_COMMIT);
            case REVEALED -> unless(view, Happening.REVEAL_LATE, Demand.WAIT_REVEAL);
            case SEALED, HELD_BACK, RELEASING -> unless(view, Happening.OPERATOR_LATE, Demand.WAIT_OPERATOR);
            case IDLE, REFUSED, RELEASED, ABANDONED, OPENED, FAILED -> Optional.empty();
        };
    }

    /** What can happen next; {@code others} says how many others can send each kind of message. */
    Set<Happening> possible(View view) {
        Set<Happening> possible = EnumSet.noneOf(Happening.class);
        add(possible, view.stage() == Stage.IDLE, Happening.OPEN);
        add(possible, !view.had(Happening.NEWER_OPEN), Happening.NEWER_OPEN);
        Set<Demand> due = due(view);
        answers(possible, due, Demand.PREPARE_JOIN, Happening.ADMITTED, Happening.NOT_ADMITTED);
        answers(possible, due, Demand.PREPARE_CONTRIBUTION, Happening.CONTRIBUTED, Happening.NOT_CONTRIBUTED);
        answers(possible, due, Demand.CHECK_REVEALS, Happening.REVEALS_GOOD, Happening.REVEALS_BAD);
        answers(possible, due, Demand.ASK_GATE, Happening.GRANTED, Happening.HELD_BACK);
        answers(possible, due, Demand.COMBINE, Happening.SUM_GOOD, Happening.SUM_BAD);
        answers(possible, due, Demand.WAIT_JOIN, Happening.JOIN_LATE);
        answers(possible, due, Demand.WAIT_COMMIT, Happening.COMMIT_LATE);
        answers(possible, due, Demand.WAIT_REVEAL, Happening.REVEAL_LATE);
        answers(possible, due, Demand.WAIT_WATCH, Happening.WATCH_LATE);
        answers(possible, due, Demand.WAIT_OPERATOR, Happening.OPERATOR_LATE);
        add(possible, said(view).isPresent(), Happening.OWN_MESSAGE);
        add(possible, view.stage() == Stage.HELD_BACK, Happening.RETRIED);
        boolean sealed =
                view.stage() == Stage.SEALED || view.stage() == Stage.HELD_BACK || view.stage() == Stage.RELEASING;
        boolean mayOrder = sealed && view.had(Happening.OPERATOR_LATE) && !view.had(Happening.OPERATOR_ABANDONS);
        add(possible, mayOrder, Happening.OPERATOR_ABANDONS);
        for (Happening happening : Happening.values()) {
            happening.message().ifPresent(type -> add(possible, mayArrive(view, type), happening));
        }
        return possible;
    }

    /** A JOIN names the OPEN; everything after it the attemptId, which follows from all JOINs. */
    private boolean mayArrive(View view, MessageType type) {
        boolean ofCohort = type == MessageType.JOIN || type == MessageType.COMMIT || type == MessageType.REVEAL;
        int senders = ofCohort ? cohort - (inCohort ? 1 : 0) : members - 1;
        boolean placed = type == MessageType.JOIN ? view.stage() != Stage.IDLE : all(view, MessageType.JOIN);
        return placed && view.others(type) < senders;
    }

    private static void answers(Set<Happening> possible, Set<Demand> due, Demand demand, Happening... answers) {
        if (due.contains(demand)) {
            possible.addAll(List.of(answers));
        }
    }

    private static Optional<Demand> unless(View view, Happening passed, Demand demand) {
        return view.had(passed) ? Optional.empty() : Optional.of(demand);
    }

    private static Optional<Stage> when(boolean condition, Stage stage) {
        return condition ? Optional.of(stage) : Optional.empty();
    }

    private static <T> void add(Set<T> set, boolean condition, T element) {
        if (condition) {
            set.add(element);
        }
    }
}

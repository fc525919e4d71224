package io.concordat.protocol.simulation.table;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.round.Attempt;
import io.concordat.protocol.round.DeadlineKind;
import io.concordat.protocol.round.RoundEffect;
import io.concordat.protocol.round.RoundEvent;
import io.concordat.protocol.round.RoundMachine;
import io.concordat.protocol.round.RoundState;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Visits every view that one member of a setting can come to, breadth first, with its real machine beside the table; ends
 * with the first difference. Public so that a second class loader can ask for one.
 */
public final class StateTableWalk {
    private static final List<MessageType> CONTRADICTED =
            List.of(MessageType.JOIN, MessageType.COMMIT, MessageType.REVEAL, MessageType.SEAL, MessageType.SHARE);

    private final Setting setting;
    private final Table table;
    private final RoundMachine machine;
    private final Set<Long> visited = new HashSet<>();
    private long transitions;
    private long ineffective;

    /** A view and the machine's state in it. */
    private record Place(View view, RoundState state) {}

    private StateTableWalk(Setting setting) {
        this.setting = setting;
        this.table = setting.table();
        this.machine = RoundMachine.of(setting.context());
    }

    /** Walks one setting. Throws an error at the first difference. */
    static StateTableWalk of(Table table) {
        StateTableWalk walk = new StateTableWalk(Setting.of(table));
        walk.walk();
        return walk;
    }

    /** The first difference in all settings of so many members, if there is one. */
    public static Optional<String> firstDifference(int members) {
        try {
            Setting.tables(members).forEach(StateTableWalk::of);
            return Optional.empty();
        } catch (IllegalStateException | AssertionError e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    long states() {
        return visited.size();
    }

    long transitions() {
        return transitions;
    }

    /** How many events were given that must not change anything. */
    long ineffective() {
        return ineffective;
    }

    @Override
    public String toString() {
        return table + ": states: " + states() + ", transitions: " + transitions + ", without effect: " + ineffective;
    }

    private void walk() {
        List<Place> layer = List.of(new Place(View.START, machine.start().state()));
        visited.add(View.START.code());
        while (!layer.isEmpty()) {
            List<Place> next = new ArrayList<>();
            for (Place place : layer) {
                for (Happening happening : table.possible(place.view())) {
                    Place after = step(place, happening);
                    if (visited.add(after.view().code())) {
                        next.add(after);
                    }
                }
                ineffective(place);
            }
            layer = next;
        }
    }

    private Place step(Place place, Happening happening) {
        transitions++;
        RoundState state = machine.apply(place.state(), event(place, happening)).state();
        View expected = table.after(place.view(), happening);
        RoundState checked = checkShares(state);
        compare(place, happening, expected, checked);
        return new Place(expected, checked);
    }

    private void compare(Place place, Happening happening, View expected, RoundState state) {
        Optional<Attempt> attempt = state.attempt(0);
        Stage stage = attempt.map(a -> Stage.of(a.state())).orElse(Stage.IDLE);
        boolean revealed = attempt.map(Attempt::revealed).orElse(false);
        boolean shared = attempt.map(Attempt::shared).orElse(false);
        Set<Demand> due = EnumSet.noneOf(Demand.class);
        machine.due(state).forEach(effect -> Demand.of(effect).ifPresent(due::add));
        Set<Demand> expectedDue = table.due(expected);
        boolean equal = stage == expected.stage()
                && revealed == expected.revealed()
                && shared == expected.shared()
                && due.equals(expectedDue);
        if (!equal) {
            throw new IllegalStateException("Expected " + expected.stage() + " with " + expectedDue + " due but found "
                    + stage + " with " + due + " after " + happening + " in " + place.view() + " of " + table);
        }
        boolean exclusive = !(shared && due.contains(Demand.SAY_ABANDON))
                && !(expected.own().contains(MessageType.SHARE)
                        && expected.own().contains(MessageType.ABANDON));
        boolean informed = !revealed || expected.all(MessageType.COMMIT) == table.cohort();
        boolean sealed = !shared || expected.all(MessageType.SEAL) >= table.threshold();
        if (!exclusive || !informed || !sealed) {
            throw new IllegalStateException(
                    "SHARE and ABANDON, REVEAL without COMMITs or SHARE without SEALs in " + expected + " of " + table);
        }
    }

    /** Whatever contradicts what is known, and orders before their time, changes neither stage nor demands. */
    private void ineffective(Place place) {
        List<RoundEvent> events = new ArrayList<>();
        for (MessageType type : CONTRADICTED) {
            if (place.view().others(type) > 0) {
                events.add(new RoundEvent.Received(setting.contradicting(type, 0)));
                events.add(new RoundEvent.Received(setting.of(type, 0)));
            }
        }
        if (!place.view().had(Happening.OPERATOR_LATE)) {
            events.add(new RoundEvent.AbandonRequested(0));
        }
        for (RoundEvent event : events) {
            ineffective++;
            compare(
                    place,
                    Happening.RETRIED,
                    place.view(),
                    machine.apply(place.state(), event).state());
        }
    }

    private RoundState checkShares(RoundState state) {
        RoundState checked = state;
        Optional<RoundEffect.CheckShare> due = firstCheck(checked);
        while (due.isPresent()) {
            RoundEvent accepted = new RoundEvent.ShareAccepted(
                    setting.attemptId(), due.get().share().from());
            checked = machine.apply(checked, accepted).state();
            due = firstCheck(checked);
        }
        return checked;
    }

    private Optional<RoundEffect.CheckShare> firstCheck(RoundState state) {
        return machine.due(state).stream()
                .filter(RoundEffect.CheckShare.class::isInstance)
                .map(RoundEffect.CheckShare.class::cast)
                .findFirst();
    }

    private RoundEvent event(Place place, Happening happening) {
        Digest id = setting.attemptId();
        return switch (happening) {
            case OPEN -> new RoundEvent.Received(setting.open(0));
            case NEWER_OPEN -> new RoundEvent.Received(setting.open(1));
            case ADMITTED ->
                new RoundEvent.JoinPrepared(setting.join().openHash(), setting.salt(), setting.salt(), setting.salt());
            case NOT_ADMITTED -> new RoundEvent.JoinRefused(setting.join().openHash(), Setting.REASON);
            case CONTRIBUTED -> new RoundEvent.ContributionPrepared(id, setting.salt(), setting.blocks());
            case NOT_CONTRIBUTED -> new RoundEvent.ContributionRefused(id, Setting.REASON);
            case REVEALS_GOOD -> new RoundEvent.RevealsAccepted(id, Setting.AGGREGATE);
            case REVEALS_BAD ->
                new RoundEvent.RevealsRefused(
                        id, setting.of(MessageType.REVEAL, 0).from(), Setting.REASON);
            case GRANTED -> new RoundEvent.ReleaseGranted(setting.share());
            case HELD_BACK -> new RoundEvent.ReleaseRefused(id, Setting.REASON);
            case RETRIED -> new RoundEvent.ReleaseRetried(id);
            case SUM_GOOD -> new RoundEvent.SumOpened(id, List.of(BigInteger.ONE), Digest.hash("next"));
            case SUM_BAD -> new RoundEvent.SumRefused(id, Digest.hash("value"), Setting.REASON);
            case OWN_MESSAGE -> new RoundEvent.Received(ownMessage(place));
            case JOIN, COMMIT, REVEAL, SEAL, SHARE, ABANDON -> {
                MessageType type = happening.message().orElseThrow();
                yield new RoundEvent.Received(setting.of(type, place.view().others(type)));
            }
            case JOIN_LATE -> new RoundEvent.DeadlinePassed(DeadlineKind.JOIN, 0);
            case COMMIT_LATE -> new RoundEvent.DeadlinePassed(DeadlineKind.COMMIT, 0);
            case REVEAL_LATE -> new RoundEvent.DeadlinePassed(DeadlineKind.REVEAL, 0);
            case WATCH_LATE -> new RoundEvent.DeadlinePassed(DeadlineKind.WATCH, 0);
            case OPERATOR_LATE -> new RoundEvent.DeadlinePassed(DeadlineKind.OPERATOR, 0);
            case OPERATOR_ABANDONS -> new RoundEvent.AbandonRequested(0);
        };
    }

    private SignedEnvelope ownMessage(Place place) {
        RoundMessage body = machine.due(place.state()).stream()
                .filter(RoundEffect.Publish.class::isInstance)
                .map(effect -> ((RoundEffect.Publish) effect).body())
                .filter(said -> said.type() != MessageType.OPEN)
                .findFirst()
                .orElseThrow();
        return setting.own(body);
    }
}

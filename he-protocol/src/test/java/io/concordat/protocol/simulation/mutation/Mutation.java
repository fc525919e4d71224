package io.concordat.protocol.simulation.mutation;

import io.concordat.protocol.simulation.Scenario;
import java.util.List;

/** The broken builds that the simulator has to catch, each with the runs in which it should. */
enum Mutation {
    SHARE_ALLOWED_AFTER_ABANDON(
            Scenario.IMPATIENT,
            swap("round.RoundMachine", "round.AttemptTable", "next", "round.BrokenRound"),
            swap("gate.DecryptionGate", "gate.ReleaseRules", "notAbandoned", "gate.BrokenGate")),
    MASKS_NOT_BOUND_TO_THE_ATTEMPT(
            Scenario.IMPATIENT,
            new CallSwap(
                    "io.concordat.protocol.round.RoundArithmetic",
                    "io.concordat.crypto.mask.PairwiseMasks",
                    "masks",
                    "io.concordat.protocol.round.BrokenRound")),
    REVEAL_BEFORE_ALL_COMMITS(
            Scenario.CALM, swap("round.AttemptTable", "round.AttemptFacts", "allCommitted", "round.BrokenRound")),
    LEDGER_CHECK_SKIPPED(
            Scenario.TWO_COHORTS,
            swap("gate.DecryptionGate", "gate.ReleaseRules", "release", "gate.BrokenGate"),
            swap("gate.DecryptionGate", "gate.ReleaseRules", "join", "gate.BrokenGate"),
            swap("gate.DecryptionGate", "gate.ScopeRules", "cohort", "gate.BrokenGate")),
    LEDGER_NOT_WRITTEN(Scenario.CALM, swap("gate.LedgerReceipt", "gate.ReleaseLedger", "record", "gate.BrokenGate")),
    LOST_RESPONSE_ANSWERED_WITH_NEW_BYTES(
            Scenario.REPEATING, swap("round.EventRules", "round.Attempt", "with", "round.BrokenRound")),
    COHORT_CHANGED_INSIDE_A_SCOPE(
            Scenario.TWO_COHORTS,
            swap("gate.DecryptionGate", "gate.ScopeRules", "cohort", "gate.BrokenGate"),
            swap("round.OpenRules", "round.RoundContext", "frozenCohort", "round.BrokenRound"),
            swap("round.Proposals", "round.RoundContext", "frozenCohort", "round.BrokenRound"));

    private final Scenario scenario;

    @SuppressWarnings("ImmutableEnumChecker") // copied with List.of
    private final List<CallSwap> swaps;

    Mutation(Scenario scenario, CallSwap... swaps) {
        this.scenario = scenario;
        this.swaps = List.of(swaps);
    }

    Scenario scenario() {
        return scenario;
    }

    List<CallSwap> swaps() {
        return swaps;
    }

    private static CallSwap swap(String in, String owner, String method, String replacement) {
        String ours = "io.concordat.protocol.";
        return new CallSwap(ours + in, ours + owner, method, ours + replacement);
    }
}

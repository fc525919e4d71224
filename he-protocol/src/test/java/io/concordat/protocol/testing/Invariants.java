package io.concordat.protocol.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Abandon;
import io.concordat.protocol.message.Commit;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.round.RoundEffect;
import io.concordat.protocol.round.RoundEvent;
import io.concordat.protocol.round.RoundResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold after every run, whatever happened in it, for the members that follow the rules. */
public final class Invariants {
    private final TestJob job;
    private final List<InMemoryMember> honest;

    private Invariants(TestJob job, List<InMemoryMember> honest) {
        this.job = job;
        this.honest = honest;
    }

    /** Checks all of them. */
    public static void check(TestJob job, List<InMemoryMember> honest) {
        Invariants invariants = new Invariants(job, honest);
        invariants.everySumIsRight();
        invariants.allAgree();
        honest.forEach(invariants::neverShareAndAbandon);
        honest.forEach(invariants::ledgerBeforeShare);
        honest.forEach(invariants::revealOnlyAfterAllCommits);
        honest.forEach(invariants::replayGivesTheSameState);
        invariants.deadAttemptsHaveFewShares();
    }

    /** No member reported evidence against anybody, or that it forgot what it signed. */
    public static void nobodyIsAccused(List<InMemoryMember> members) {
        for (InMemoryMember member : members) {
            assertThat(member.reports())
                    .as("reports of " + member.id())
                    .noneMatch(report -> report instanceof RoundEffect.ReportEvidence
                            || report instanceof RoundEffect.ReportForgotten
                            || report instanceof RoundEffect.ReportCulprit);
        }
    }

    private void everySumIsRight() {
        for (InMemoryMember member : honest) {
            member.results().forEach((round, result) -> assertThat(result.sums())
                    .as("round " + round + " at " + member.id())
                    .isEqualTo(job.sums(result.cohort(), round)));
        }
    }

    private void allAgree() {
        Map<Integer, RoundResult> first = new HashMap<>();
        for (InMemoryMember member : honest) {
            member.results().forEach((round, result) -> assertThat(result)
                    .as("round " + round + " at " + member.id())
                    .isEqualTo(first.computeIfAbsent(round, _ -> result)));
        }
    }

    private void neverShareAndAbandon(InMemoryMember member) {
        Set<Digest> shared = new HashSet<>();
        Set<Digest> abandoned = new HashSet<>();
        for (SignedEnvelope envelope : member.sent()) {
            if (envelope.body() instanceof Share share) {
                shared.add(share.attemptId());
            } else if (envelope.body() instanceof Abandon abandon) {
                abandoned.add(abandon.attemptId());
            }
        }
        shared.retainAll(abandoned);
        assertThat(shared)
                .as("attempts both shared and abandoned by " + member.id())
                .isEmpty();
    }

    private void ledgerBeforeShare(InMemoryMember member) {
        for (SignedEnvelope envelope : member.sent()) {
            if (envelope.body() instanceof Share share) {
                assertThat(member.ledger().released(share.attemptId())).isTrue();
            }
        }
    }

    private void revealOnlyAfterAllCommits(InMemoryMember member) {
        for (int round = 0; round < job.rounds(); round++) {
            Map<Digest, Set<MemberId>> commits = new HashMap<>();
            for (RoundEvent event : member.journal(round)) {
                if (!(event instanceof RoundEvent.Received received)) {
                    continue;
                }
                SignedEnvelope envelope = received.envelope();
                if (envelope.body() instanceof Commit commit) {
                    commits.computeIfAbsent(commit.attemptId(), _ -> new HashSet<>())
                            .add(envelope.from());
                } else if (envelope.body() instanceof Reveal reveal
                        && envelope.from().equals(member.id())) {
                    assertThat(commits.getOrDefault(reveal.attemptId(), Set.of()))
                            .as("COMMITs before the REVEAL of " + member.id())
                            .hasSizeGreaterThanOrEqualTo(
                                    job.bank().consortium().charter().minimumCohort())
                            .contains(member.id());
                }
            }
        }
    }

    private void replayGivesTheSameState(InMemoryMember member) {
        for (int round = 0; member.isUp() && round < job.rounds(); round++) {
            if (!member.journal(round).isEmpty()) {
                assertThat(member.machine(round).replay(member.journal(round)))
                        .as("replay of round " + round + " at " + member.id())
                        .isEqualTo(member.state(round));
            }
        }
    }

    private void deadAttemptsHaveFewShares() {
        Map<Digest, Integer> shares = new HashMap<>();
        Map<Digest, Integer> abandons = new HashMap<>();
        for (InMemoryMember member : honest) {
            for (SignedEnvelope envelope : new ArrayList<>(member.sent())) {
                if (envelope.body() instanceof Share share) {
                    shares.merge(share.attemptId(), 1, Integer::sum);
                } else if (envelope.body() instanceof Abandon abandon) {
                    abandons.merge(abandon.attemptId(), 1, Integer::sum);
                }
            }
        }
        abandons.forEach((attemptId, count) -> {
            if (count >= job.bank().consortium().deathQuorum()) {
                assertThat(shares.getOrDefault(attemptId, 0))
                        .as("shares of a dead attempt")
                        .isLessThan(job.bank().consortium().charter().threshold());
            }
        });
    }
}

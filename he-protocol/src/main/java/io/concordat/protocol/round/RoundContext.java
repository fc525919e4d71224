package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.TaskSpec;
import java.util.List;
import java.util.Optional;

/**
 * What one member knows by itself when a round begins, fixed for the whole round.
 *
 * @param self this member
 * @param consortium the consortium
 * @param keyId the joint key
 * @param task the approved task
 * @param round from 0
 * @param stateDigest of the state this member computed
 * @param prevOpenedHash {@link RoundResult#openedHash} of the round before, zero for round 0
 * @param layoutDigest of the slot layout this member computed
 * @param frozenCohort the cohort of the scope's first opening, if there was one
 */
public record RoundContext(
        MemberId self,
        Consortium consortium,
        Digest keyId,
        TaskSpec task,
        int round,
        Digest stateDigest,
        Digest prevOpenedHash,
        Digest layoutDigest,
        Optional<List<MemberId>> frozenCohort) {
    public RoundContext {
        consortium.member(self);
        task.examine(consortium, keyId).ifPresent(rejection -> {
            throw new IllegalArgumentException(rejection.sentence());
        });
        if (round < 0 || round >= task.limits().maximumRounds()) {
            throw new IllegalArgumentException(
                    "Expected a round from 0 to " + (task.limits().maximumRounds() - 1) + " but found " + round);
        }
        frozenCohort = frozenCohort.map(MemberId::sorted);
    }

    /** The hash of the task. */
    public Digest taskHash() {
        return task.taskHash();
    }

    Digest consortiumId() {
        return task.consortiumId();
    }

    /** N. */
    int members() {
        return consortium.size();
    }

    /** T. */
    int threshold() {
        return consortium.charter().threshold();
    }

    /** N − T + 1: with so many ABANDONs of honest members fewer than T shares can exist. */
    int hopelessQuorum() {
        return members() - threshold() + 1;
    }

    /** D = N − T + 1 + c. */
    int deathQuorum() {
        return consortium.deathQuorum();
    }
}

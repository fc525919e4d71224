package io.concordat.protocol.ceremony;

import io.concordat.crypto.keygen.CandidateMember;
import io.concordat.crypto.keygen.InconsistentSharesException;
import io.concordat.crypto.keygen.KeySharing;
import io.concordat.crypto.keygen.PhiInversion;
import io.concordat.crypto.keygen.RingBgw;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.secret.SecretBigInteger;
import io.concordat.crypto.threshold.VerificationKeys;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the key of a modulus had to be shared, computed again from all members' seeds of that candidate: three dealing
 * stages (phi, factors, exponent), the shares of psi and the verification keys. Only for a modulus that is given up.
 */
final class KeyReplay {

    private final Ceremony ceremony;
    private final List<CandidateMember> members;
    private final RingBgw ring;
    private final KeyTrail trail;
    private final List<List<List<byte[]>>> dealt = new ArrayList<>(); // stage, from, to
    private final List<BigInteger> psiShares = new ArrayList<>();
    private final List<BigInteger> shares = new ArrayList<>();

    private KeyReplay(KeyTrail trail, List<CandidateMember> members) {
        this.trail = trail;
        this.ceremony = trail.batch().ceremony();
        this.members = members;
        this.ring = RingBgw.of(
                trail.winner().n(), ceremony.members(), ceremony.rules().sieve().degree());
    }

    /** Runs the sharing with these members' parts of the candidate, after its own stages. */
    static KeyReplay of(KeyTrail trail, List<CandidateMember> members) {
        KeyReplay replay = new KeyReplay(trail, members);
        replay.run();
        return replay;
    }

    private void run() {
        List<PhiInversion> inversions = new ArrayList<>();
        List<List<List<BigInteger>>> phiDeals = new ArrayList<>();
        for (int i = 1; i <= members.size(); i++) {
            PhiPhase.Part part = PhiPhase.part(ring, i, members.get(i - 1));
            inversions.add(part.inversion());
            phiDeals.add(part.deals());
        }
        dealt.add(phiDeals.stream()
                .map(deals -> deals.stream()
                        .map(values -> ResidueCodec.encode(values, ring.elementBytes()))
                        .toList())
                .toList());
        for (int to = 0; to < members.size(); to++) {
            int receiver = to;
            psiShares.add(inversions
                    .get(to)
                    .take(phiDeals.stream().map(deals -> deals.get(receiver)).toList()));
        }
        Optional<BigInteger> psi = openedPsi();
        if (psi.isPresent() && inversions.getFirst().gamma(psi.get()).isPresent()) {
            shareExponent(inversions, psi.get());
        }
    }

    private Optional<BigInteger> openedPsi() {
        if (trail.psiShares().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ring.open(trail.psiShares()));
        } catch (InconsistentSharesException _) {
            return Optional.empty();
        }
    }

    private void shareExponent(List<PhiInversion> inversions, BigInteger psi) {
        KeySharing sharing =
                KeySharing.of(members.size(), ceremony.parameters().bounds().threshold(), ring.modulus());
        List<FactorPhase.Part> factors = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            PhiInversion inversion = inversions.get(i);
            factors.add(FactorPhase.part(
                    sharing,
                    members.get(i),
                    inversion.phiShare(),
                    inversion.gamma(psi).orElseThrow()));
        }
        dealt.add(factors.stream().map(part -> part.encoded(sharing)).toList());
        List<List<BigInteger>> terms = new ArrayList<>();
        for (int i = 1; i <= members.size(); i++) {
            int to = i - 1;
            BigInteger phi =
                    sum(factors.stream().map(part -> part.phis().get(to)).toList());
            BigInteger gamma =
                    sum(factors.stream().map(part -> part.gammas().get(to)).toList());
            terms.add(ExponentPhase.part(sharing, i, members.get(to), phi, gamma));
        }
        dealt.add(terms.stream()
                .map(values -> ExponentPhase.encoded(sharing, values))
                .toList());
        for (int to = 0; to < members.size(); to++) {
            int receiver = to;
            shares.add(sum(terms.stream()
                    .filter(values -> !values.isEmpty())
                    .map(values -> values.get(receiver))
                    .toList()));
        }
    }

    private static BigInteger sum(List<BigInteger> values) {
        return values.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** What member {@code from} had to send member {@code to} in a stage; nothing where it had none to send. */
    byte[] dealt(int stage, int from, int to) {
        if (stage >= dealt.size() || dealt.get(stage).get(from - 1).isEmpty()) {
            return new byte[0];
        }
        return dealt.get(stage).get(from - 1).get(to - 1);
    }

    /** The members whose shares of psi or whose verification keys are not what they had to be. */
    List<Integer> wrongShown() {
        List<Integer> wrong = new ArrayList<>();
        for (int i = 1; i <= members.size(); i++) {
            if (!trail.psiShares().isEmpty()
                    && !psiShares.get(i - 1).equals(trail.psiShares().get(i - 1))) {
                wrong.add(i);
            }
        }
        if (!trail.verificationKeys().isEmpty() && !shares.isEmpty()) {
            VerificationKeys keys = VerificationKeys.of(
                    ceremony.transcript().ceremonyId(),
                    new PaillierPublicKey(ring.modulus()),
                    ceremony.parameters().threshold());
            for (int i = 1; i <= members.size(); i++) {
                BigInteger key = keys.verificationKey(SecretBigInteger.of(shares.get(i - 1)));
                if (!key.equals(trail.verificationKeys().get(i - 1))) {
                    wrong.add(i);
                }
            }
        }
        return wrong;
    }
}

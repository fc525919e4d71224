package io.concordat.protocol.ceremony;

import io.concordat.crypto.keygen.Biprimality;
import io.concordat.crypto.keygen.FactorShares;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All hash-derived biprimality tests of one candidate that passed the first one. Everybody computes the public powers.
 *
 * <p>Hardly anything but a biprime gets here, so a member could turn down good moduli at will by one wrong value. Hence a
 * candidate that fails here is always audited.
 */
final class FullTestOpening implements Opening {

    private final Batch batch;
    private final Ceremony ceremony;
    private final List<Survivor> passing;
    private final int chosen;
    private final BigInteger n;
    private final List<BigInteger> bases;
    private final int width;

    /** Tests the candidate {@code passing[chosen]}. */
    FullTestOpening(Batch batch, List<Survivor> passing, int chosen) {
        this.batch = batch;
        this.ceremony = batch.ceremony();
        this.passing = List.copyOf(passing);
        this.chosen = chosen;
        this.n = passing.get(chosen).n();
        byte[] id = ceremony.transcript().ceremonyId();
        this.bases = ceremony.map(Biprimality.ITERATIONS, iteration -> Biprimality.base(id, n, iteration));
        this.width = ceremony.parameters().modulusBits() / 8;
    }

    @Override
    public String title() {
        return "full test";
    }

    @Override
    public byte[] content() {
        FactorShares factors = batch.member(passing.get(chosen).position()).factors();
        List<BigInteger> values = ceremony.mapGroups(
                bases.size(),
                (first, end) -> Biprimality.values(List.of(factors), bases.subList(first, end), List.of(n)));
        return ResidueCodec.encode(values, width);
    }

    @Override
    public CeremonyPhase opened(List<byte[]> contents) throws CeremonyStoppedException {
        List<List<BigInteger>> shown = new ArrayList<>();
        for (int i = 1; i <= contents.size(); i++) {
            List<BigInteger> values = ResidueCodec.decode(i, contents.get(i - 1), bases.size(), width);
            if (Units.firstNonUnit(values, n).isPresent()) {
                throw CeremonyStoppedException.by(i, "sent a value of a biprimality test that is not a unit");
            }
            shown.add(values);
        }
        List<BigInteger> publicValues = ceremony.mapGroups(
                bases.size(), (first, end) -> Biprimality.publicValues(bases.subList(first, end), List.of(n)));
        List<Boolean> passes = ceremony.map(
                bases.size(),
                i -> Biprimality.passes(
                        publicValues.get(i),
                        shown.stream().map(values -> values.get(i)).toList(),
                        n));
        if (passes.contains(false)) {
            batch.rejected(passing.get(chosen).position(), new Batch.FullTest(n, bases, shown));
            return chosen + 1 < passing.size()
                    ? new CommitPhase(ceremony, new FullTestOpening(batch, passing, chosen + 1))
                    : AuditPhase.afterTests(batch, passing, Optional.empty());
        }
        ceremony.progress().modulusFound();
        return AuditPhase.afterTests(batch, passing, Optional.of(passing.get(chosen)));
    }
}

package io.concordat.protocol.ceremony;

import io.concordat.crypto.keygen.Biprimality;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The first biprimality test of all survivors of a batch. Rejects essentially everything that is not a biprime.
 *
 * <p>The long public power is sent by one member, in turn. A false one can discard a good candidate or let a bad one
 * reach the full test, in which everybody computes it alone.
 */
final class FirstTestOpening implements Opening {

    private final Batch batch;
    private final Ceremony ceremony;
    private final List<Survivor> survivors;
    private final int width;

    FirstTestOpening(Batch batch, List<Survivor> survivors) {
        this.batch = batch;
        this.ceremony = batch.ceremony();
        this.survivors = List.copyOf(survivors);
        this.width = ceremony.parameters().modulusBits() / 8;
    }

    @Override
    public String title() {
        return "first tests";
    }

    private int publisher(int k) {
        return 1 + k % ceremony.members();
    }

    /** The survivors for which a member sends the public power. */
    private List<Integer> publishedBy(int index) {
        return IntStream.range(0, survivors.size())
                .filter(k -> publisher(k) == index)
                .boxed()
                .toList();
    }

    @Override
    public byte[] content() {
        List<BigInteger> values = new ArrayList<>(ceremony.mapGroups(survivors.size(), (first, end) -> {
            List<Survivor> group = survivors.subList(first, end);
            return Biprimality.values(
                    group.stream()
                            .map(survivor -> batch.member(survivor.position()).factors())
                            .toList(),
                    bases(group),
                    moduli(group));
        }));
        List<Survivor> mine =
                publishedBy(ceremony.self()).stream().map(survivors::get).toList();
        values.addAll(ceremony.mapGroups(mine.size(), (first, end) -> {
            List<Survivor> group = mine.subList(first, end);
            return Biprimality.publicValues(bases(group), moduli(group));
        }));
        return ResidueCodec.encode(values, width);
    }

    private static List<BigInteger> moduli(List<Survivor> group) {
        return group.stream().map(Survivor::n).toList();
    }

    private static List<BigInteger> bases(List<Survivor> group) {
        return group.stream()
                .map(survivor -> Biprimality.firstBase(survivor.n()))
                .toList();
    }

    @Override
    public CeremonyPhase opened(List<byte[]> contents) throws CeremonyStoppedException {
        List<List<BigInteger>> shown = new ArrayList<>();
        for (int i = 1; i <= contents.size(); i++) {
            int count = survivors.size() + publishedBy(i).size();
            shown.add(ResidueCodec.decode(i, contents.get(i - 1), count, width));
        }
        for (int k = 0; k < survivors.size(); k++) {
            int publisher = publisher(k);
            int at = k;
            BigInteger publicValue = shown.get(publisher - 1).get(survivors.size() + k / ceremony.members());
            List<BigInteger> values = shown.stream().map(of -> of.get(at)).toList();
            batch.tested(
                    survivors.get(k).position(),
                    new Batch.FirstTest(survivors.get(k).n(), values, publicValue, publisher));
        }
        List<Integer> outcomes = ceremony.map(survivors.size(), this::outcome);
        ceremony.progress().tested(survivors.size());
        List<Survivor> passing = new ArrayList<>();
        for (int k = 0; k < survivors.size(); k++) {
            if (outcomes.get(k) > 0) {
                throw CeremonyStoppedException.by(
                        outcomes.get(k), "sent a value of a biprimality test that is not a unit");
            }
            if (outcomes.get(k) < 0) {
                passing.add(survivors.get(k));
            }
        }
        return passing.isEmpty()
                ? AuditPhase.afterTests(batch, List.of(), Optional.empty())
                : new CommitPhase(ceremony, new FullTestOpening(batch, passing, 0));
    }

    /** -1 if the survivor passes, 0 if not, else the member whose value is not a unit. */
    private int outcome(int k) {
        BigInteger n = survivors.get(k).n();
        Batch.FirstTest test = batch.tests().get(survivors.get(k).position());
        if (test == null) {
            throw new AssertionError("bug: every survivor was tested");
        }
        Optional<Integer> badValue = Units.firstNonUnit(test.values(), n);
        if (badValue.isPresent()) {
            return badValue.get() + 1;
        }
        if (Units.firstNonUnit(List.of(test.publicValue()), n).isPresent()) {
            return test.publisher();
        }
        return Biprimality.passes(test.publicValue(), test.values(), n) ? -1 : 0;
    }
}

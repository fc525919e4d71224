package io.concordat.protocol.ceremony;

import io.concordat.crypto.keygen.CandidateRules;
import io.concordat.crypto.keygen.InconsistentSharesException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Shows the shares of all products of a batch; keeps those without a small factor. */
final class ProductOpening implements Opening {

    private static final int DIVIDED_TOGETHER = 32;
    private static final int MOST_SUSPECTS = 8;

    private final Batch batch;
    private final Ceremony ceremony;

    ProductOpening(Batch batch) {
        this.batch = batch;
        this.ceremony = batch.ceremony();
    }

    @Override
    public String title() {
        return "products";
    }

    @Override
    public byte[] content() {
        List<BigInteger> shares = IntStream.range(0, batch.size())
                .mapToObj(position -> batch.member(position).productShare())
                .toList();
        return ResidueCodec.encode(shares, ceremony.rules().productRing().elementBytes());
    }

    @Override
    public CeremonyPhase opened(List<byte[]> contents) throws CeremonyStoppedException {
        BigInteger modulus = ceremony.rules().productRing().modulus();
        List<List<BigInteger>> shares = new ArrayList<>();
        for (int i = 1; i <= contents.size(); i++) {
            shares.add(ResidueCodec.residues(i, contents.get(i - 1), batch.size(), modulus));
        }
        batch.opened(shares);
        List<Survivor> shaped = new ArrayList<>();
        List<Integer> suspects = new ArrayList<>();
        List<Optional<BigInteger>> products = ceremony.map(batch.size(), position -> product(shares, position));
        for (int position = 0; position < batch.size(); position++) {
            int at = position;
            products.get(position).ifPresentOrElse(n -> shaped.add(new Survivor(at, n)), () -> suspects.add(at));
        }
        return divided(shaped, suspects);
    }

    /** The product, unless the shares are not on one polynomial or it has not the shape that honest factors give. */
    private Optional<BigInteger> product(List<List<BigInteger>> shares, int position) {
        CandidateRules rules = ceremony.rules();
        try {
            BigInteger product = rules.productRing()
                    .open(shares.stream().map(of -> of.get(position)).toList());
            return rules.hasModulusShape(product) ? Optional.of(product) : Optional.empty();
        } catch (InconsistentSharesException _) {
            return Optional.empty();
        }
    }

    private CeremonyPhase divided(List<Survivor> shaped, List<Integer> suspects) throws CeremonyStoppedException {
        int groups = Math.ceilDiv(shaped.size(), DIVIDED_TOGETHER);
        List<List<Survivor>> grouped = IntStream.range(0, groups)
                .mapToObj(
                        g -> shaped.subList(g * DIVIDED_TOGETHER, Math.min(shaped.size(), (g + 1) * DIVIDED_TOGETHER)))
                .toList();
        List<int[]> factors = ceremony.map(groups, g -> ceremony.trialDivision()
                .leastFactors(grouped.get(g).stream().map(Survivor::n).toList()));
        List<Survivor> survivors = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            for (int k = 0; k < grouped.get(g).size(); k++) {
                int factor = factors.get(g)[k];
                if (factor == 0) {
                    survivors.add(grouped.get(g).get(k));
                } else if (factor <= ceremony.rules().sieve().sieveBound()) {
                    suspects.add(grouped.get(g).get(k).position());
                }
            }
        }
        ceremony.progress().opened(batch.size(), survivors.size());
        if (!suspects.isEmpty()) {
            return AuditPhase.ofSuspects(batch, suspects.subList(0, Math.min(MOST_SUSPECTS, suspects.size())));
        }
        return survivors.isEmpty()
                ? AuditPhase.afterTests(batch, List.of(), Optional.empty())
                : new CommitPhase(ceremony, new FirstTestOpening(batch, survivors));
    }
}

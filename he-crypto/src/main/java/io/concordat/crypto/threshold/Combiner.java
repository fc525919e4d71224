package io.concordat.crypto.threshold;

import io.concordat.crypto.arithmetic.ModularRing;
import io.concordat.crypto.arithmetic.Residues;
import io.concordat.crypto.internal.IntegerInterpolation;
import io.concordat.crypto.internal.ModularArithmetic;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.paillier.Plaintext;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Opens ciphertexts from the partial decryptions of exactly threshold members:
 * Π c_i^(2 λ_i) = (1 + n)^(K m) with λ_i = Δ Π_{j≠i} j/(j − i), so m = (Π − 1)/n · K^-1 mod n [DJ01, sec. 4.1].
 *
 * <p>The check Π = 1 mod n catches accidents, not attackers: c_i (1 + n)^x passes it. Verify every member's proof first.
 */
public final class Combiner {
    private Combiner() {}

    /** The plaintexts of K ciphertexts, from T lists (one a member) of K partial decryptions each, centred. */
    public static List<Plaintext> combine(ThresholdPublicKey key, List<List<PartialDecryption>> partials)
            throws CombinationException {
        List<Integer> indices = indices(key, partials);
        int count = partials.getFirst().size();
        List<BigInteger> lagrange =
                IntegerInterpolation.coefficients(key.parameters().delta(), indices, 0);
        ModularArithmetic ring = ModularArithmetic.moduloSquareOf(key.paillier().n());
        ModularRing vectors = ring.ring(count);
        Residues positive = weighted(vectors, partials, lagrange, 1);
        Residues negative = weighted(vectors, partials, lagrange, -1);
        List<BigInteger> combined = vectors.leave(vectors.multiply(positive, vectors.inverse(negative)));
        BigInteger factorInverse =
                key.combinationFactor().modInverse(key.paillier().n());
        List<Plaintext> opened = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            opened.add(open(key.paillier(), combined.get(k), factorInverse, k));
        }
        return opened;
    }

    /** Π c_i^(2 |λ_i|) over the λ_i of one sign, for all ciphertexts at once. */
    private static Residues weighted(
            ModularRing ring, List<List<PartialDecryption>> partials, List<BigInteger> lagrange, int sign) {
        Residues product = ring.enter(Collections.nCopies(partials.getFirst().size(), BigInteger.ONE));
        for (int a = 0; a < lagrange.size(); a++) {
            if (lagrange.get(a).signum() == sign) {
                Residues values = ring.enter(
                        partials.get(a).stream().map(PartialDecryption::value).toList());
                BigInteger exponent = lagrange.get(a).abs().shiftLeft(1);
                product = ring.multiply(product, ring.power(values, exponent));
            }
        }
        return product;
    }

    private static Plaintext open(PaillierPublicKey key, BigInteger combined, BigInteger factorInverse, int k)
            throws CombinationException {
        BigInteger[] exact = combined.subtract(BigInteger.ONE).divideAndRemainder(key.n());
        if (exact[1].signum() != 0) {
            throw new CombinationException("The partial decryptions of ciphertext " + k + " do not combine");
        }
        return key.centre(exact[0].multiply(factorInverse));
    }

    /** The members' indices, after checking that T different members sent equally many valid partial decryptions. */
    private static List<Integer> indices(ThresholdPublicKey key, List<List<PartialDecryption>> partials)
            throws CombinationException {
        int threshold = key.parameters().threshold();
        if (partials.size() != threshold) {
            throw new CombinationException("Expected the partial decryptions of " + threshold
                    + " members but found those of " + partials.size());
        }
        ModularArithmetic ring = ModularArithmetic.moduloSquareOf(key.paillier().n());
        int count = partials.getFirst().size();
        List<Integer> indices = new ArrayList<>();
        for (List<PartialDecryption> ofMember : partials) {
            if (ofMember.size() != count || count == 0) {
                throw new CombinationException("Expected " + Math.max(1, count)
                        + " partial decryptions of each member but found " + ofMember.size());
            }
            int index = ofMember.getFirst().index();
            if (index > key.parameters().members() || indices.contains(index)) {
                throw new CombinationException("Member " + index + " appears twice or is not one of "
                        + key.parameters().members());
            }
            List<BigInteger> values =
                    ofMember.stream().map(PartialDecryption::value).toList();
            if (!ofMember.stream().allMatch(p -> p.index() == index) || !ring.areCanonicalUnits(values)) {
                throw new CombinationException(
                        "Member " + index + " sent a value that is not a unit below n^2 or not its own");
            }
            indices.add(index);
        }
        return indices;
    }
}

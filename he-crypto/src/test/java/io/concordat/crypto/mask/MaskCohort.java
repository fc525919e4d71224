package io.concordat.crypto.mask;

import io.concordat.crypto.random.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Members that have agreed on all pairwise secrets, each with its own copy of them. */
final class MaskCohort {
    private final Map<String, Map<String, PairwiseSecret>> secrets = new TreeMap<>();

    static MaskCohort agree(byte[] keyId, int members, RandomSource random) throws MaskAgreementException {
        MaskCohort cohort = new MaskCohort();
        List<String> ids = new ArrayList<>();
        Map<String, MaskKeyPair> keys = new TreeMap<>();
        for (int i = 0; i < members; i++) {
            ids.add("bank-" + (char) ('a' + i));
            keys.put(ids.getLast(), MaskKeyPair.generate(random));
            cohort.secrets.put(ids.getLast(), new TreeMap<>());
        }
        for (String low : ids) {
            for (String high : ids.subList(ids.indexOf(low) + 1, members)) {
                MaskPair pair = MaskPair.of(keyId, low, high);
                MaskOffer offer = PairwiseSecret.offer(
                        pair, get(keys, low), get(keys, high).publicKey(), random);
                get(cohort.secrets, low).put(high, offer.secret());
                PairwiseSecret accepted = PairwiseSecret.accept(
                        pair, get(keys, high), get(keys, low).publicKey(), offer.encapsulation());
                get(cohort.secrets, high).put(low, accepted);
            }
        }
        return cohort;
    }

    List<String> ids() {
        return List.copyOf(secrets.keySet());
    }

    /** What {@code self} knows of the others in the attempt's cohort. */
    Map<String, PairwiseSecret> secretsOf(String self, List<String> cohort) {
        Map<String, PairwiseSecret> others = new TreeMap<>(get(secrets, self));
        others.keySet().retainAll(cohort);
        return others;
    }

    private static <V> V get(Map<String, V> map, String id) {
        V value = map.get(id);
        if (value == null) {
            throw new AssertionError("nobody is called " + id);
        }
        return value;
    }
}

package io.concordat.node.training;

import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.problem.Rejection;
import java.util.List;

/** What checking the reveals of an attempt found. */
public sealed interface RevealCheck {

    /**
     * All reveals are what was committed to, and valid.
     *
     * @param products Πc_1 … Πc_K over the cohort
     * @param aggregateHash H("aggregate", products)
     */
    record Accepted(List<Ciphertext> products, Digest aggregateHash) implements RevealCheck {
        /** Copies the list. */
        public Accepted {
            products = List.copyOf(products);
        }
    }

    /** One member's reveal is not. */
    record Refused(MemberId culprit, Rejection reason) implements RevealCheck {}
}

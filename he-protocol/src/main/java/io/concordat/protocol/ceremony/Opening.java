package io.concordat.protocol.ceremony;

import java.util.List;

/**
 * Values that every member shows only after all have committed to theirs. Whoever could wait for the others' values
 * could choose its own to fit: with the product shares that is enough to plant a modulus.
 */
sealed interface Opening
        permits FirstTestOpening, FullTestOpening, ProductOpening, PsiOpening, SelfTestOpening, VerificationKeyOpening {

    /** A few words for people. */
    String title();

    /** This member's values as bytes; asked for once. */
    byte[] content() throws CeremonyStoppedException;

    /** Takes the values of all members in index order, each matching its commitment. */
    CeremonyPhase opened(List<byte[]> contents) throws CeremonyStoppedException;
}

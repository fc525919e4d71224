package io.concordat.node.http;

/** Seals and unseals the node; the composition root implements it. */
public interface SealControl {
    /** How it stands. */
    SealView view();

    /** The kill switch: when this returns, nothing is signed and no share opened any more, also after a restart. */
    SealView seal(String by, String reason);

    /** Unseals by the key service. */
    SealView unseal(String by) throws RefusedException;

    /** Unseals by passphrase. */
    SealView unsealByPassphrase(String by, String passphrase) throws RefusedException;

    /** Takes one operator's share; unseals if there are enough. */
    SealView unsealByShare(String by, String share) throws RefusedException;
}

package io.concordat.node.consortium;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.SignedMember;
import io.concordat.protocol.signature.Signer;
import java.net.URI;

/** This node's own member record as it is now: a new certificate or address makes a new one, signed by the same key. */
public final class OwnRecord {
    private final Signer signer;
    private volatile SignedMember record;

    /** The record as it is at the start; {@code signer} holds its key. */
    public OwnRecord(SignedMember record, Signer signer) {
        this.record = record;
        this.signer = signer;
    }

    /** The record. */
    public SignedMember now() {
        return record;
    }

    /** The member's id. */
    public MemberId id() {
        return record.member().id();
    }

    /** The key that signs it and everything else this node says. */
    public Signer signer() {
        return signer;
    }

    synchronized void change(URI peer, Digest pin) {
        record = SignedMember.sign(record.member().at(peer, pin), signer);
    }
}

package io.concordat.node.peer;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Member;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The consortium this node proposed or is in, if any: whose certificates and signatures count at the moment. */
final class Membership {
    private final AtomicReference<Optional<Consortium>> consortium = new AtomicReference<>(Optional.empty());

    void set(Optional<Consortium> now) {
        consortium.set(now);
    }

    Optional<Consortium> consortium() {
        return consortium.get();
    }

    /** The member whose certificate has this pin. */
    Optional<Member> withPin(Digest pin) {
        return consortium.get().stream()
                .flatMap(now -> now.members().stream())
                .filter(member -> member.certificatePin().equals(pin))
                .findFirst();
    }
}

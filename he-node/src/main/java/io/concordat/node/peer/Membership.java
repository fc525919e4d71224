package io.concordat.node.peer;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberEndpoint;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.SignedEndpoint;
import io.concordat.protocol.signature.Ed25519;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The consortium this node proposed or is in, if any: whose certificates and signatures count at the moment, and where each
 * member is reached. What a member said of its own endpoint takes the place of what its record says.
 */
final class Membership {
    private volatile State state = new State(Optional.empty(), Map.of(), Map.of());

    /** @param valid the endpoints said that are signed by the key of the member's record */
    private record State(
            Optional<Consortium> consortium, Map<MemberId, SignedEndpoint> said, Map<MemberId, MemberEndpoint> valid) {

        static State of(Optional<Consortium> consortium, Map<MemberId, SignedEndpoint> said) {
            Map<MemberId, MemberEndpoint> valid = new HashMap<>();
            said.forEach((id, signed) -> consortium
                    .flatMap(now -> now.find(id))
                    .filter(member ->
                            signed.examine(member, 0, Ed25519.verifier()).isEmpty())
                    .ifPresent(_ -> valid.put(id, signed.endpoint())));
            return new State(consortium, Map.copyOf(said), Map.copyOf(valid));
        }
    }

    synchronized void set(Optional<Consortium> now) {
        state = State.of(now, state.said());
    }

    /** From now on this counts for its member; it was checked to be newer than what was known. */
    synchronized void learn(SignedEndpoint endpoint) {
        Map<MemberId, SignedEndpoint> said = new HashMap<>(state.said());
        said.put(endpoint.endpoint().id(), endpoint);
        state = State.of(state.consortium(), said);
    }

    Optional<Consortium> consortium() {
        return state.consortium();
    }

    /** The member that may show the certificate with this pin. */
    Optional<Member> withPin(Digest pin) {
        State now = state;
        return now.consortium().stream()
                .flatMap(consortium -> consortium.members().stream())
                .filter(member -> pins(now, member).contains(pin))
                .findFirst();
    }

    /** The certificates that a member may show, the newest first. */
    List<Digest> pins(Member member) {
        return pins(state, member);
    }

    /** Where a member is reached. */
    URI peer(Member member) {
        return Optional.ofNullable(state.valid().get(member.id()))
                .map(MemberEndpoint::peer)
                .orElse(member.peer());
    }

    private static List<Digest> pins(State now, Member member) {
        return Optional.ofNullable(now.valid().get(member.id()))
                .map(MemberEndpoint::pins)
                .orElse(List.of(member.certificatePin()));
    }
}

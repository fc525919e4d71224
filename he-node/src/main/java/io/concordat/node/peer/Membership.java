package io.concordat.node.peer;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberEndpoint;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.SignedEndpoint;
import io.concordat.protocol.signature.Ed25519;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The consortium this node is in and the version it proposed, if any: whose certificates and signatures count at the moment,
 * and where each member is reached. Only members that take part count; whoever is removed or suspended is nobody here. What a
 * member said of its own endpoint takes the place of what its record says.
 */
final class Membership {
    private volatile State state = new State(Optional.empty(), Optional.empty(), Map.of(), Map.of());

    /** @param valid the endpoints said that are signed by the key of the member's record */
    private record State(
            Optional<Consortium> active,
            Optional<Consortium> forming,
            Map<MemberId, SignedEndpoint> said,
            Map<MemberId, MemberEndpoint> valid) {

        static State of(Optional<Consortium> active, Optional<Consortium> forming, Map<MemberId, SignedEndpoint> said) {
            Map<MemberId, MemberEndpoint> valid = new HashMap<>();
            for (Member member : participants(active, forming)) {
                Optional.ofNullable(said.get(member.id()))
                        .filter(signed ->
                                signed.examine(member, 0, Ed25519.verifier()).isEmpty())
                        .ifPresent(signed -> valid.put(member.id(), signed.endpoint()));
            }
            return new State(active, forming, Map.copyOf(said), Map.copyOf(valid));
        }

        /** Those of the active version, then those that only the proposed one has. */
        static List<Member> participants(Optional<Consortium> active, Optional<Consortium> forming) {
            Map<MemberId, Member> found = new HashMap<>();
            List<Member> members = new ArrayList<>();
            for (Optional<Consortium> version : List.of(active, forming)) {
                version.ifPresent(now -> now.participants().forEach(id -> {
                    if (found.putIfAbsent(id, now.member(id)) == null) {
                        members.add(now.member(id));
                    }
                }));
            }
            return members;
        }
    }

    synchronized void set(Optional<Consortium> active, Optional<Consortium> forming) {
        state = State.of(active, forming, state.said());
    }

    /** From now on this counts for its member; it was checked to be newer than what was known. */
    synchronized void learn(SignedEndpoint endpoint) {
        Map<MemberId, SignedEndpoint> said = new HashMap<>(state.said());
        said.put(endpoint.endpoint().id(), endpoint);
        state = State.of(state.active(), state.forming(), said);
    }

    /** The version that all have signed. */
    Optional<Consortium> active() {
        return state.active();
    }

    /** The version that this node proposed and that not all have signed. */
    Optional<Consortium> forming() {
        return state.forming();
    }

    /** The active version, or the proposed one if there is no other. */
    Optional<Consortium> consortium() {
        State now = state;
        return now.active().or(now::forming);
    }

    /** Everybody who takes part in one of the two. */
    List<Member> participants() {
        State now = state;
        return State.participants(now.active(), now.forming());
    }

    /** The record of a member that takes part. */
    Optional<Member> member(MemberId id) {
        return participants().stream().filter(member -> member.id().equals(id)).findFirst();
    }

    /** The member that may show the certificate with this pin. */
    Optional<Member> withPin(Digest pin) {
        return participants().stream()
                .filter(member -> pins(member).contains(pin))
                .findFirst();
    }

    /** The certificates that a member may show, the newest first. */
    List<Digest> pins(Member member) {
        return Optional.ofNullable(state.valid().get(member.id()))
                .map(MemberEndpoint::pins)
                .orElse(List.of(member.certificatePin()));
    }

    /** Where a member is reached. */
    URI peer(Member member) {
        return Optional.ofNullable(state.valid().get(member.id()))
                .map(MemberEndpoint::peer)
                .orElse(member.peer());
    }
}

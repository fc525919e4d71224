package io.concordat.protocol.consortium;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.codec.PlainText;
import io.concordat.protocol.codec.StrictDecoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The banks that share one public key and one charter, sorted by identifier. A change of any byte is another consortium.
 *
 * @param name what people call it
 * @param members at least three, ascending by identifier, no two alike in entity, key, certificate or address
 * @param charter valid for this number of members
 * @param lineage which version it is
 */
public record Consortium(String name, List<Member> members, Charter charter, Lineage lineage) {
    /** The longest canonical encoding. */
    public static final int MAX_BYTES = 1 << 20;

    private static final int MAX_NAME_BYTES = 128;

    public Consortium {
        PlainText.check("a consortium's name", name, MAX_NAME_BYTES);
        members = List.copyOf(members);
        charter.examine(members.size()).ifPresent(rejection -> {
            throw new IllegalArgumentException(rejection.sentence());
        });
        MemberId.sorted(members.stream().map(Member::id).toList());
        different("legal entity", members, Member::lei);
        different("peer address", members, Member::peer);
        different("certificate", members, Member::certificatePin);
        for (MemberId id : lineage.suspended()) {
            if (members.stream().noneMatch(member -> member.id().equals(id))) {
                throw new IllegalArgumentException("Expected members to be suspended but found " + id);
            }
        }
        Set<Object> keys = new HashSet<>();
        for (Member member : members) {
            if (!keys.add(member.signingKey())
                    || !member.approvers().stream().allMatch(approver -> keys.add(approver.key()))) {
                throw new IllegalArgumentException(
                        "Expected every signing and approval key once but found a key of " + member.id() + " twice");
            }
            if (member.approvers().size() < charter.approvalsPerBank()) {
                throw new IllegalArgumentException("Expected at least " + charter.approvalsPerBank()
                        + " approvers of " + member.id() + " but found "
                        + member.approvers().size());
            }
        }
    }

    /** A founding document. Sorts the members. */
    public static Consortium of(String name, List<Member> members, Charter charter) {
        return of(name, members, charter, Lineage.FOUNDING);
    }

    /** Any version. Sorts the members. */
    public static Consortium of(String name, List<Member> members, Charter charter, Lineage lineage) {
        List<Member> sorted = new ArrayList<>(members);
        sorted.sort((a, b) -> a.id().compareTo(b.id()));
        return new Consortium(name, sorted, charter, lineage);
    }

    /** N. */
    public int size() {
        return members.size();
    }

    /** The identifiers, ascending. */
    public List<MemberId> ids() {
        return members.stream().map(Member::id).toList();
    }

    /** The identifiers of the members that are not suspended, ascending. */
    public List<MemberId> participants() {
        return members.stream()
                .map(Member::id)
                .filter(id -> !lineage.suspended().contains(id))
                .toList();
    }

    /** Whether a member takes part: it is in the document and not suspended. */
    public boolean hasParticipant(MemberId id) {
        return participants().contains(id);
    }

    /** The member with this identifier, if it belongs to the consortium. */
    public Optional<Member> find(MemberId id) {
        return members.stream().filter(member -> member.id().equals(id)).findFirst();
    }

    /** The member with this identifier. */
    public Member member(MemberId id) {
        return find(id).orElseThrow(() ->
                new IllegalArgumentException("Expected a member of consortium " + name + " but found " + id));
    }

    /** The number of a member's key share: 1 for the first identifier, up to N. */
    public int index(MemberId id) {
        return members.indexOf(member(id)) + 1;
    }

    /** The member whose key share has this number. */
    public MemberId idOf(int index) {
        if (index < 1 || index > members.size()) {
            throw new IllegalArgumentException(
                    "Expected a member index from 1 to " + members.size() + " but found " + index);
        }
        return members.get(index - 1).id();
    }

    /** consortiumId = H("consortium/v1", canonical bytes). */
    public Digest consortiumId() {
        return Digest.hash("consortium/v1", encode());
    }

    /** D = N − T + 1 + c. */
    public int deathQuorum() {
        return charter.deathQuorum(size());
    }

    /** Canonical bytes. */
    public byte[] encode() {
        CanonicalWriter writer = new CanonicalWriter();
        writer.text(name);
        charter.write(writer);
        writer.u32(members.size());
        members.forEach(member -> member.write(writer));
        lineage.write(writer);
        return writer.toByteArray();
    }

    /** Decodes canonical bytes strictly. */
    public static Consortium decode(byte[] bytes) throws DecodeException {
        return StrictDecoder.decode(bytes, MAX_BYTES, Consortium::read);
    }

    private static Consortium read(CanonicalReader reader) throws DecodeException {
        String name = reader.text(MAX_NAME_BYTES);
        Charter charter = Charter.read(reader);
        int count = reader.count(Charter.MAX_MEMBERS);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(Member.read(reader));
        }
        return new Consortium(name, members, charter, Lineage.read(reader));
    }

    private static void different(String what, List<Member> members, Function<Member, Object> field) {
        Set<Object> seen = new HashSet<>();
        for (Member member : members) {
            if (!seen.add(field.apply(member))) {
                throw new IllegalArgumentException(
                        "Expected every " + what + " once but found that of " + member.id() + " twice");
            }
        }
    }
}

package io.concordat.protocol.testing;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.testing.FuzzTarget;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Lei;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberEndpoint;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.SignedConsortium;
import io.concordat.protocol.consortium.SignedEndpoint;
import io.concordat.protocol.consortium.SignedMember;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.message.Abandon;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.round.DeadlineKind;
import io.concordat.protocol.round.RoundEvent;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Targets of documents, tasks, journalled events and names. */
public final class DocumentFuzz {
    private static final TestConsortium BANK = TestConsortium.of(3);

    private DocumentFuzz() {}

    /** All of them. */
    public static List<FuzzTarget> targets() {
        MemberId id = BANK.id(1);
        Member member = BANK.consortium().member(id);
        SignedEndpoint endpoint = SignedEndpoint.sign(
                new MemberEndpoint(id, 2, URI.create("https://b.example:7443"), List.of(Digest.hash("certificate"))),
                BANK.signer(id));
        return List.of(
                FuzzTarget.of(
                        "consortium",
                        Consortium.class,
                        DecodeException.class,
                        bytes -> Optional.of(Consortium.decode(bytes).encode()),
                        List.of(BANK.consortium().encode())),
                FuzzTarget.of(
                        "signed-consortium",
                        SignedConsortium.class,
                        DecodeException.class,
                        bytes -> Optional.of(SignedConsortium.decode(bytes).encode()),
                        List.of(SignedConsortium.unsigned(BANK.consortium()).encode())),
                FuzzTarget.of(
                        "member",
                        Member.class,
                        DecodeException.class,
                        bytes -> Optional.of(Member.decode(bytes).encode()),
                        List.of(member.encode())),
                FuzzTarget.of(
                        "signed-member",
                        SignedMember.class,
                        DecodeException.class,
                        bytes -> Optional.of(SignedMember.decode(bytes).encode()),
                        List.of(SignedMember.sign(member, BANK.signer(id)).encode())),
                FuzzTarget.of(
                        "signed-endpoint",
                        SignedEndpoint.class,
                        DecodeException.class,
                        bytes -> Optional.of(SignedEndpoint.decode(bytes).encode()),
                        List.of(endpoint.encode())),
                FuzzTarget.of(
                        "task",
                        TaskSpec.class,
                        DecodeException.class,
                        bytes -> Optional.of(TaskSpec.decode(bytes).encode()),
                        List.of(BANK.task().encode())),
                FuzzTarget.of(
                        "round-event",
                        RoundEvent.class,
                        DecodeException.class,
                        bytes -> Optional.of(RoundEvent.decode(bytes).encode()),
                        events().stream().map(RoundEvent::encode).toList()),
                new FuzzTarget(
                        "names",
                        List.of(MemberId.class, Lei.class, Digest.class, ByteString.class, JobId.class, ScopeId.class),
                        List.of(IllegalArgumentException.class),
                        DocumentFuzz::name,
                        () -> List.of(
                                FuzzTarget.bytes("0bank-a"),
                                FuzzTarget.bytes("1" + member.lei().value()),
                                FuzzTarget.bytes("2" + Digest.ZERO.hex()),
                                FuzzTarget.bytes("3cafe"),
                                FuzzTarget.bytes("4" + BANK.task().jobId().value()),
                                FuzzTarget.bytes("5cards"))));
    }

    /** Events of a round's journal, one of most kinds. */
    public static List<RoundEvent> events() {
        Digest id = Digest.hash("attempt");
        Rejection reason = new Rejection(ProblemType.PROOF_INVALID, "Expected a valid proof but it does not hold");
        List<RoundEvent> events = new ArrayList<>(List.of(
                new RoundEvent.JoinPrepared(id, Digest.hash("n"), Digest.hash("s"), Digest.hash("h")),
                new RoundEvent.ContributionPrepared(id, Digest.hash("salt"), SealedAttempts.blocks("c")),
                new RoundEvent.RevealsAccepted(id, Digest.hash("aggregate")),
                new RoundEvent.RevealsRefused(id, BANK.id(2), reason),
                new RoundEvent.ReleaseRetried(id),
                new RoundEvent.ShareAccepted(id, BANK.id(1)),
                new RoundEvent.SumOpened(
                        id,
                        List.of(BigInteger.ZERO, BigInteger.valueOf(-7), BigInteger.TWO.pow(300)),
                        Digest.hash("state")),
                new RoundEvent.DeadlinePassed(DeadlineKind.OPEN, 5),
                new RoundEvent.AbandonRequested(3)));
        SealedAttempts attempts = new SealedAttempts(BANK, BANK.task());
        for (var body : Samples.bodies()) {
            if (body instanceof RoundMessage && body instanceof Abandon) {
                events.add(new RoundEvent.Received(attempts.sign(BANK.id(0), body)));
            } else if (body instanceof Share share) {
                events.add(new RoundEvent.ReleaseGranted(share));
            }
        }
        return events;
    }

    /** A digit that says what it is, and the name. */
    private static Optional<byte[]> name(byte[] input) {
        if (input.length == 0) {
            return Optional.empty();
        }
        String text = FuzzTarget.text(input).substring(1);
        switch (input[0]) {
            case '0' -> same(MemberId.of(text).value(), text);
            case '1' -> same(Lei.of(text).value(), text);
            case '2' -> Digest.ofHex(text);
            case '3' -> ByteString.ofHex(text);
            case '4' -> same(new JobId(text).value(), text);
            case '5' -> same(new ScopeId(text).value(), text);
            default -> {}
        }
        return Optional.empty();
    }

    private static void same(String value, String text) {
        if (!value.equals(text)) {
            throw new AssertionError("'" + text + "' became '" + value + "'");
        }
    }
}

package io.concordat.node.consortium;

import io.concordat.crypto.threshold.EpochType;
import io.concordat.node.fail.Failpoint;
import io.concordat.node.keys.KeyFileException;
import io.concordat.protocol.ceremony.CeremonyEffect;
import io.concordat.protocol.ceremony.CeremonyParameters;
import io.concordat.protocol.ceremony.CeremonyResult;
import io.concordat.protocol.ceremony.CeremonySelf;
import io.concordat.protocol.ceremony.CeremonySubject;
import io.concordat.protocol.ceremony.CollusionBounds;
import io.concordat.protocol.ceremony.KeyCeremony;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Ceremony;
import io.concordat.protocol.transcript.TranscriptHeader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One ceremony in which every member is: feeds messages to the state machine on the crypto pool and performs its effects.
 * Used by one thread at a time.
 */
final class RunningCeremony {
    private static final Pattern MEMBER_NUMBER = Pattern.compile("Member (\\d{1,2})\\b");

    private final CeremonySetup setup;
    private final CeremonyRun run;
    private final Map<MemberId, ByteString> participants;
    private final Digest ceremonyId;
    private final TranscriptStore.Recording transcript;
    private final KeyCeremony machine;

    /** @param participants the start ids of all members, this one included */
    RunningCeremony(CeremonySetup setup, CeremonyRun run, Map<MemberId, ByteString> participants) {
        this.setup = setup;
        this.run = run;
        this.participants = Map.copyOf(participants);
        List<ByteString> startIds = run.consortium().ids().stream()
                .map(id -> participants.getOrDefault(id, ByteString.EMPTY))
                .toList();
        this.ceremonyId = TranscriptHeader.context(run.consortium(), startIds);
        CeremonyParameters parameters = parameters(setup, run.consortium(), ceremonyId.toByteArray());
        this.transcript =
                setup.transcripts().begin(run.id(), new TranscriptHeader(run.consortium(), startIds, parameters));
        this.machine = KeyCeremony.of(
                parameters,
                new CeremonySelf(
                        run.consortium().index(setup.self()),
                        setup.random(),
                        setup.pool(),
                        new MemberSigner(run.consortium(), setup.signer()),
                        setup.clock(),
                        setup.build()));
    }

    /** What all members must agree on; throws {@link IllegalArgumentException} if the charter cannot have a ceremony. */
    static CeremonyParameters parameters(CeremonySetup setup, Consortium consortium, byte[] context) {
        Charter charter = consortium.charter();
        return setup.parameters()
                .of(
                        new CeremonySubject(
                                context,
                                EpochType.MASKED_SUMS,
                                consortium.ids().stream().map(MemberId::value).toList()),
                        charter,
                        new CollusionBounds(consortium.size(), charter.threshold(), charter.toleratedCollusion()));
    }

    Digest ceremonyId() {
        return ceremonyId;
    }

    Map<MemberId, ByteString> participants() {
        return participants;
    }

    CeremonyRun run() {
        return run;
    }

    void start() {
        Failpoint.CEREMONY_BEFORE_START.reach();
        setup.events().ceremonyBegan(run.id(), ceremonyId);
        run.began(setup.clock().instant());
        perform(compute(machine::start));
    }

    void on(MemberId from, Ceremony message) {
        if (message.to().isEmpty() || message.to().get().equals(setup.self())) {
            int index = run.consortium().index(from);
            perform(compute(() -> machine.on(index, message.payload().toByteArray())));
        }
    }

    /** Ends it and tells the others. */
    void cancel(String reason) {
        try {
            tell(reason);
        } finally {
            fail(reason);
        }
    }

    /** Ends it because of a fault of this node, of which the others are told no more than that. */
    void abandon(String reason) {
        try {
            tell("A fault of its node");
        } finally {
            fail(reason);
        }
    }

    private void tell(String reason) {
        compute(() -> machine.cancel(reason)).forEach(effect -> {
            if (effect instanceof CeremonyEffect.Broadcast(byte[] message)) {
                send(Optional.empty(), message);
            }
        });
    }

    void fail(String reason) {
        if (!run.state().isOver()) {
            run.failed(reason, setup.clock().instant());
            setup.events().ceremonyFailed(run.id(), reason);
            transcript.drop();
        }
    }

    private List<CeremonyEffect> compute(Callable<List<CeremonyEffect>> step) {
        return setup.pool().submit(step).join();
    }

    private void perform(List<CeremonyEffect> effects) {
        for (CeremonyEffect effect : effects) {
            switch (effect) {
                case CeremonyEffect.Broadcast(byte[] message) -> send(Optional.empty(), message);
                case CeremonyEffect.SendTo(int index, byte[] message) ->
                    send(Optional.of(run.consortium().idOf(index)), message);
                case CeremonyEffect.Progress(var progress) ->
                    run.progressed(progress, setup.clock().instant());
                case CeremonyEffect.Completed(CeremonyResult result) -> complete(result);
                case CeremonyEffect.Aborted aborted -> fail(sentence(aborted));
                case CeremonyEffect.Recorded recorded -> {
                    transcript.step(recorded.broadcasts());
                    Failpoint.CEREMONY_AFTER_STEP.reach();
                }
                case CeremonyEffect.Faulted(Throwable cause) -> fail("A fault of this node ended it: " + cause);
            }
        }
    }

    private void send(Optional<MemberId> to, byte[] message) {
        Failpoint.CEREMONY_BEFORE_SEND.reach();
        run.sent((long) message.length * (to.isPresent() ? 1 : run.consortium().size() - 1));
        setup.peering()
                .network()
                .send(
                        new Ceremony(ceremonyId, 1, to, ByteString.of(message)),
                        Digest.ZERO,
                        to.map(List::of).orElseGet(() -> run.consortium().ids()));
        Failpoint.CEREMONY_AFTER_SEND.reach();
    }

    private void complete(CeremonyResult result) {
        try {
            transcript.complete(result.publicKey()); // before the key counts: none may be without its transcript
            KeyEpoch key = setup.keys().add(run.consortium().consortiumId(), result);
            run.completed(key, setup.clock().instant());
            setup.events().keyActive(run.id(), key.keyId());
        } catch (KeyFileException e) {
            fail("The key was made but this node could not keep its share: " + e.getMessage());
        }
    }

    /** The reason with members' ids instead of their numbers. */
    private String sentence(CeremonyEffect.Aborted aborted) {
        Consortium consortium = run.consortium();
        Matcher numbers = MEMBER_NUMBER.matcher(aborted.reason());
        String reason = numbers.replaceAll(found -> {
            int index = Integer.parseInt(found.group(1));
            return index >= 1 && index <= consortium.size()
                    ? consortium.idOf(index).value()
                    : found.group();
        });
        return aborted.culprit()
                .map(index -> reason + " (seen at " + consortium.idOf(index) + ")")
                .orElse(reason);
    }
}

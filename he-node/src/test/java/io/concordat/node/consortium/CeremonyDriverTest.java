package io.concordat.node.consortium;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.node.config.StoreConfig;
import io.concordat.node.keys.KeyVault;
import io.concordat.node.keys.RootKey;
import io.concordat.node.peer.EnvelopeReceiver;
import io.concordat.node.peer.PeerContact;
import io.concordat.node.peer.PeerMembership;
import io.concordat.node.peer.PeerNetwork;
import io.concordat.node.peer.ReceivedEnvelope;
import io.concordat.node.store.Database;
import io.concordat.node.store.KeyEpochTable;
import io.concordat.node.worker.CryptoPool;
import io.concordat.node.worker.Timers;
import io.concordat.protocol.ceremony.CeremonyParameters;
import io.concordat.protocol.ceremony.SearchLimits;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Approver;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Lei;
import io.concordat.protocol.consortium.Lineage;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Ceremony;
import io.concordat.protocol.message.Envelope;
import io.concordat.protocol.message.MessageBody;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.signature.Ed25519PublicKey;
import io.concordat.protocol.signature.Signer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a ceremony begins, with everything on the driver's queue done by the test itself, in the order it chooses. */
class CeremonyDriverTest {

    private static final MemberId SELF = MemberId.of("bank-a");
    private static final MemberId SECOND = MemberId.of("bank-b");
    private static final MemberId THIRD = MemberId.of("bank-c");

    private final RandomSource random = SeededRandomSource.labelled("ceremony driver");
    private final Map<MemberId, Signer> signers = Stream.of(SELF, SECOND, THIRD)
            .collect(Collectors.toMap(id -> id, _ -> Ed25519.signer(Ed25519.generate(random))));
    private final Consortium consortium = Consortium.of(
            "Test", Stream.of(SELF, SECOND, THIRD).map(this::member).toList(), Charter.defaults(3, 512));
    private Consortium counting = consortium;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Network network = new Network();
    private final List<String> began = new ArrayList<>();

    @TempDir
    Path directory;

    private Optional<Database> database = Optional.empty();
    private final CryptoPool pool = CryptoPool.of(1);
    private final Timers timers = new Timers(waiting::add);

    private CeremonyDriver driver() throws Exception {
        database = Optional.of(
                Database.open(new StoreConfig(directory.resolve("node.db"), directory.resolve("incarnation"))));
        database.get().audit().open(true);
        return new CeremonyDriver(new CeremonySetup(
                () -> Optional.of(counting),
                new ConsortiumDriver.Peering(network, network),
                new KeyEpochs(
                        new KeyEpochTable(database.get()),
                        new KeyVault(
                                directory.resolve("shares"),
                                RootKey.generate(random).lock(),
                                random),
                        random,
                        Clock.systemUTC()),
                TranscriptStore.open(directory.resolve("transcripts")),
                signer(SELF),
                pool,
                waiting::add,
                timers,
                random,
                Clock.systemUTC(),
                (subject, charter, bounds) -> CeremonyParameters.forTesting(
                        subject, charter.keyBits(), bounds, new SearchLimits(24, 500, 1 << 12, 100)),
                new Events(),
                "test"));
    }

    @AfterEach
    void stop() {
        pool.close();
        timers.close();
        database.ifPresent(Database::close);
    }

    @Test
    void bankThatHearsAllOthersStartsBeforeAnnouncingItsOwnBeginsOnceAndAfterAnnouncing() throws Exception {
        CeremonyDriver driver = driver();
        network.hearStart(SECOND, 1);
        network.hearStart(THIRD, 2);
        assertThat(driver.start()).isInstanceOf(CeremonyDriver.Start.Started.class);

        doAllThatWaits();

        assertBeganOnceAfterAnnouncing();
    }

    @Test
    void startThatIsRepeatedByTheNetworkDoesNotBeginTwice() throws Exception {
        CeremonyDriver driver = driver();
        assertThat(driver.start()).isInstanceOf(CeremonyDriver.Start.Started.class);
        network.hearStart(SECOND, 1);
        network.hearStart(THIRD, 2);
        network.hearStart(SECOND, 1);

        doAllThatWaits();

        assertBeganOnceAfterAnnouncing();
    }

    @Test
    void startsUnderAFormerVersionOfTheConsortiumDoNotCount() throws Exception {
        CeremonyDriver driver = driver();
        network.hearStart(SECOND, 1);
        network.hearStart(THIRD, 2);
        doAllThatWaits();
        counting = succeeding(consortium);
        assertThat(driver.start()).isInstanceOf(CeremonyDriver.Start.Started.class);
        doAllThatWaits();
        assertThat(began).isEmpty();

        network.hearStart(SECOND, 3);
        network.hearStart(THIRD, 4);
        doAllThatWaits();

        assertBeganOnceAfterAnnouncing();
    }

    @Test
    void runOfAFormerVersionEndsWhenAnotherCounts() throws Exception {
        CeremonyDriver driver = driver();
        assertThat(driver.start()).isInstanceOf(CeremonyDriver.Start.Started.class);
        driver.endFormer();
        doAllThatWaits();
        assertThat(driver.runs()).allMatch(run -> !run.state().isOver());

        counting = succeeding(consortium);
        driver.endFormer();
        doAllThatWaits();

        assertThat(driver.runs()).allMatch(run -> run.state() == CeremonyState.FAILED);
        assertThat(driver.start()).isInstanceOf(CeremonyDriver.Start.Started.class);
    }

    private static Consortium succeeding(Consortium before) {
        return Consortium.of(
                before.name(), before.members(), before.charter(), new Lineage(2, before.consortiumId(), List.of()));
    }

    private void doAllThatWaits() {
        for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
            task.run();
        }
    }

    private void assertBeganOnceAfterAnnouncing() {
        assertThat(began).hasSize(1);
        assertThat(network.sent).hasSizeGreaterThan(1);
        assertThat(network.sent.getFirst().ceremonyId()).isEqualTo(Digest.ZERO);
        assertThat(network.sent.stream().map(Ceremony::ceremonyId).filter(Digest.ZERO::equals))
                .hasSize(1);
        assertThat(network.sent.stream().map(Ceremony::ceremonyId).distinct()).hasSize(2);
    }

    private Signer signer(MemberId id) {
        return Objects.requireNonNull(signers.get(id));
    }

    private Member member(MemberId id) {
        String lei = id.value().toUpperCase(Locale.ROOT).replace("-", "") + "0000000000000";
        return new Member(
                id,
                "Test " + id,
                Lei.withCheckDigits(lei.substring(0, 18)),
                URI.create("https://" + id + ".example:7443"),
                signer(id).publicKey(),
                Digest.hash("pin of " + id),
                List.of(new Approver("first", approver()), new Approver("second", approver())));
    }

    private Ed25519PublicKey approver() {
        return Ed25519.signer(Ed25519.generate(random)).publicKey();
    }

    /** Remembers what is sent; delivers what the test says that others sent. */
    private final class Network implements PeerNetwork, PeerMembership {
        private final List<Ceremony> sent = new ArrayList<>();
        private Optional<EnvelopeReceiver> receiver = Optional.empty();

        void hearStart(MemberId from, int startId) {
            byte[] id = new byte[CeremonyAnnouncement.START_ID_BYTES];
            id[0] = (byte) startId;
            CeremonyAnnouncement start = new CeremonyAnnouncement(CeremonyAnnouncement.Kind.START, ByteString.of(id));
            receiver.orElseThrow()
                    .receive(new ReceivedEnvelope(
                            0, sealed(from, new Ceremony(Digest.ZERO, 0, Optional.empty(), start.encode()))));
        }

        private SignedEnvelope sealed(MemberId from, MessageBody body) {
            return SignedEnvelope.sign(
                    new Envelope(
                            counting.consortiumId(),
                            Digest.ZERO,
                            from,
                            ByteString.of(new byte[16]),
                            1,
                            Digest.ZERO,
                            body),
                    signer(from));
        }

        @Override
        public MemberId self() {
            return SELF;
        }

        @Override
        public SignedEnvelope send(MessageBody body, Digest keyId, Collection<MemberId> to) {
            sent.add((Ceremony) body);
            return sealed(SELF, body);
        }

        @Override
        public void resend(Digest envelopeHash, Collection<MemberId> to) {}

        @Override
        public void register(MessageType type, EnvelopeReceiver given) {
            receiver = Optional.of(given);
        }

        @Override
        public void enter(Consortium entered) {}

        @Override
        public void enter(Optional<Consortium> active, Optional<Consortium> proposed) {}

        @Override
        public void leave() {}

        @Override
        public Optional<Consortium> active() {
            return Optional.of(counting);
        }

        @Override
        public void forgetCeremony() {}

        @Override
        public List<PeerContact> contacts() {
            return List.of();
        }
    }

    private final class Events implements ConsortiumEvents {
        @Override
        public void proposed(Digest consortiumId, int members) {}

        @Override
        public void signed(Digest consortiumId, MemberId member) {}

        @Override
        public void active(Digest consortiumId) {}

        @Override
        public void withdrawn(Digest consortiumId) {}

        @Override
        public void ceremonyAnnounced(String id) {}

        @Override
        public void ceremonyBegan(String id, Digest ceremonyId) {
            began.add(id);
        }

        @Override
        public void keyActive(String id, Digest keyId) {}

        @Override
        public void ceremonyFailed(String id, String reason) {}
    }
}

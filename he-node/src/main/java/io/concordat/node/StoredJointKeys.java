package io.concordat.node;

import io.concordat.crypto.threshold.EpochType;
import io.concordat.node.consortium.EpochSecrets;
import io.concordat.node.consortium.KeyEpoch;
import io.concordat.node.consortium.KeyEpochs;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.SealGuard;
import io.concordat.node.training.JointKey;
import io.concordat.node.training.JointKeys;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.round.ContributionSecrets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The joint keys of the active consortium, with this node's share of each from the vault. */
final class StoredJointKeys implements JointKeys {

    private final KeyEpochs epochs;
    private final SealGuard guard;
    private final MemberId self;
    private final Supplier<Optional<Consortium>> consortium;

    StoredJointKeys(KeyEpochs epochs, SealGuard guard, MemberId self, Supplier<Optional<Consortium>> consortium) {
        this.epochs = epochs;
        this.guard = guard;
        this.self = self;
        this.consortium = consortium;
    }

    @Override
    public Optional<JointKey> find(Digest keyId) {
        return epochs.find(keyId).map(this::held);
    }

    @Override
    public Optional<JointKey> current() {
        return consortium
                .get()
                .flatMap(active -> epochs.current(active.consortiumId(), EpochType.MASKED_SUMS))
                .map(this::held);
    }

    @Override
    public boolean isRetired(Digest keyId) {
        return all().noneMatch(epoch -> epoch.keyId().equals(keyId) && !epoch.retired());
    }

    private Stream<KeyEpoch> all() {
        return consortium.get().stream().flatMap(active -> epochs.of(active.consortiumId()).stream());
    }

    private JointKey held(KeyEpoch epoch) {
        return guard.guarded(() -> read(epoch));
    }

    private JointKey read(KeyEpoch epoch) {
        try {
            EpochSecrets secrets = epochs.secrets(epoch.keyId());
            return new JointKey(
                    epoch.publicKey(),
                    secrets.share(),
                    new ContributionSecrets(self, secrets.pairwise(), secrets.nodeSecret()));
        } catch (KeyFileException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}

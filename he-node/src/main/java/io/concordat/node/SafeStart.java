package io.concordat.node;

import io.concordat.node.config.NodeConfig;
import io.concordat.node.config.SafetyConfig;
import io.concordat.node.fail.Failpoint;
import io.concordat.node.keys.KeyCommand;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.RootKey;
import io.concordat.node.keys.SealRecord;
import io.concordat.node.keys.SigningKey;
import io.concordat.node.keys.TlsIdentity;
import io.concordat.node.keys.Unsealer;
import io.concordat.protocol.consortium.Charter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What makes a start unsafe although configuration and key files can be read: each refusal names the fact and the remedy, and
 * ends the program with the exit code for configurations. Files that others can read, listeners without TLS and cohorts below
 * three are refused where they are read.
 */
final class SafeStart {
    /** How far the clock may be behind what was stored. */
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private SafeStart() {}

    /**
     * How operators unseal this node; empty where the root key is in a plain file, which is refused in production.
     *
     * <p>Checks the files too that are needed only after unsealing: whoever unseals must not be the first to hear of them.
     */
    static Optional<Unsealer> requireSeal(NodeConfig config) throws NodeStartException, KeyFileException {
        Optional<SealRecord> seal = SealRecord.read(config.seal().file());
        if (seal.isPresent()) {
            return seal.map(record -> new Unsealer(record, KeyCommand.of(config.seal())));
        }
        if (config.safety().profile() == SafetyConfig.Profile.PRODUCTION) {
            throw refused("This node has no seal (" + config.seal().file()
                    + "): the key that opens its secrets is in a plain file, "
                    + config.keys().shareKeyFile()
                    + ". Run 'concordat node rekey', or set safety.profile = \"test\" if no real data is in use");
        }
        RootKey.read(config.keys().shareKeyFile()).erase();
        var _ = SigningKey.read(config.keys().identityFile());
        return Optional.empty();
    }

    /** Refuses a clock before the program's release, before what the database has stored, or outside the certificate's time. */
    static void requireClock(Instant now, Instant built, Optional<Instant> lastStored, TlsIdentity tls)
            throws NodeStartException {
        if (now.isBefore(built)) {
            throw refused("This machine's clock says " + now + ", before this program was released (" + built + ")."
                    + " Set the clock from a time server: approvals, certificates and deadlines depend on it");
        }
        if (lastStored.isPresent() && now.isBefore(lastStored.get().minus(CLOCK_TOLERANCE))) {
            throw refused("This machine's clock says " + now + ", but this node's database has an envelope of "
                    + lastStored.get()
                    + ". Set the clock from a time server; if it was wrong then, wait until that time");
        }
        Instant from = tls.certificate().getNotBefore().toInstant();
        if (now.isBefore(from)) {
            throw refused("The TLS certificate is valid from " + from + " but this machine's clock says " + now
                    + ". Set the clock from a time server");
        }
    }

    /** Refuses to start in production inside a test that watches what the node does: it could stop it anywhere. */
    static void requireUnwatched(SafetyConfig safety) throws NodeStartException {
        if (safety.profile() == SafetyConfig.Profile.PRODUCTION && Failpoint.isWatched()) {
            throw refused("A test watches this process (failpoints), which must not be in production."
                    + " Start the node with 'concordat node start' and nothing else on its class path");
        }
    }

    /** Refuses, in production, a consortium whose joint key is shorter than production means. */
    static void requireKeyBits(SafetyConfig safety, Optional<Charter> charter) throws NodeStartException {
        if (charter.isPresent() && charter.get().keyBits() < leastKeyBits(safety)) {
            throw refused(
                    "The consortium of this node has a joint key of "
                            + charter.get().keyBits() + " bits; production means " + Charter.PRODUCTION_KEY_BITS
                            + ". Found a consortium with a longer key, or set safety.profile = \"test\" if no real data is in use");
        }
    }

    /** The shortest joint key that this node signs a charter for. */
    static int leastKeyBits(SafetyConfig safety) {
        return safety.profile() == SafetyConfig.Profile.PRODUCTION ? Charter.PRODUCTION_KEY_BITS : 0;
    }

    private static NodeStartException refused(String sentence) {
        return new NodeStartException(NodeStartException.Kind.CONFIGURATION, sentence);
    }
}

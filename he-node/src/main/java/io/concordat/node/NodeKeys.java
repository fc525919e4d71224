package io.concordat.node;

import io.concordat.crypto.random.RandomSource;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.KeyVault;
import io.concordat.node.keys.Rekeying;
import io.concordat.node.keys.RootKey;
import io.concordat.node.keys.SealGuard;
import io.concordat.node.keys.SealRecord;
import io.concordat.node.keys.Seals;
import io.concordat.node.keys.SigningKey;
import io.concordat.node.keys.TlsIdentity;
import io.concordat.protocol.consortium.Approver;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.SignedMember;
import io.concordat.protocol.signature.Signer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a root key opens: the identity, the vault, the member record that the identity signs.
 *
 * @param signer signs as this member until the guard is shut
 */
record NodeKeys(Signer signer, KeyVault vault, SignedMember member) {

    static NodeKeys open(NodeConfig config, RootKey root, TlsIdentity tls, SealGuard guard, RandomSource random)
            throws NodeStartException {
        try {
            Optional<SealRecord> seal = SealRecord.read(config.seal().file());
            KeyVault vault = Seals.vault(config.keys(), seal, root, random);
            SigningKey identity = vault.holds(Rekeying.IDENTITY)
                    ? SigningKey.open(vault, Rekeying.IDENTITY)
                    : SigningKey.read(config.keys().identityFile());
            Signer signer = guard.guarding(identity.signer());
            return new NodeKeys(signer, vault, record(config, signer, tls));
        } catch (KeyFileException e) {
            throw new NodeStartException(NodeStartException.Kind.CONFIGURATION, e.getMessage(), e);
        }
    }

    private static SignedMember record(NodeConfig config, Signer signer, TlsIdentity tls)
            throws KeyFileException, NodeStartException {
        List<Approver> approvers = new ArrayList<>();
        for (Map.Entry<String, Path> entry : config.member().approvers().entrySet()) {
            approvers.add(new Approver(entry.getKey(), SigningKey.readPublicKey(entry.getValue())));
        }
        try {
            Member member = new Member(
                    config.member().id(),
                    config.member().legalName(),
                    config.member().lei(),
                    config.peer().endpoint(),
                    signer.publicKey(),
                    tls.pin(),
                    approvers);
            return SignedMember.sign(member, signer);
        } catch (IllegalArgumentException e) {
            throw new NodeStartException(
                    NodeStartException.Kind.CONFIGURATION,
                    config.file() + " [member]: " + e.getMessage()
                            + ". Approvers are named in [member.approvers]; 'concordat approver new' makes their keys",
                    e);
        }
    }
}

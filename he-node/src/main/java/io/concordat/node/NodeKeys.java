package io.concordat.node;

import io.concordat.node.config.NodeConfig;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.SigningKey;
import io.concordat.node.keys.TlsIdentity;
import io.concordat.node.keys.VaultLock;
import io.concordat.protocol.consortium.Approver;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.SignedMember;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The key files of one node, read and checked. */
record NodeKeys(SigningKey identity, TlsIdentity tls, VaultLock lock, SignedMember member) {

    static NodeKeys read(NodeConfig config) throws NodeStartException {
        try {
            SigningKey identity = SigningKey.read(config.keys().identityFile());
            TlsIdentity tls = TlsIdentity.read(
                    config.peer().certificateFile(), config.peer().privateKeyFile());
            VaultLock lock = VaultLock.read(config.keys());
            return new NodeKeys(identity, tls, lock, record(config, identity, tls));
        } catch (KeyFileException e) {
            throw new NodeStartException(NodeStartException.Kind.CONFIGURATION, e.getMessage(), e);
        }
    }

    private static SignedMember record(NodeConfig config, SigningKey identity, TlsIdentity tls)
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
                    identity.publicKey(),
                    tls.pin(),
                    approvers);
            return SignedMember.sign(member, identity.signer());
        } catch (IllegalArgumentException e) {
            throw new NodeStartException(
                    NodeStartException.Kind.CONFIGURATION,
                    config.file() + " [member]: " + e.getMessage()
                            + ". Approvers are named in [member.approvers]; 'concordat approver new' makes their keys",
                    e);
        }
    }
}

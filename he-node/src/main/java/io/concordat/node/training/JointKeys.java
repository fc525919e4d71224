package io.concordat.node.training;

import io.concordat.protocol.codec.Digest;
import java.util.Optional;

/** The joint keys whose share this node holds and can use at the moment. */
public interface JointKeys {

    /** The key of this name, whatever its age. */
    Optional<JointKey> find(Digest keyId);

    /** The newest key for masked sums that is not retired. */
    Optional<JointKey> current();

    /** Whether no share may leave under the key any more. */
    boolean isRetired(Digest keyId);
}

package io.concordat.node.access;

import java.time.Instant;
import java.util.Set;

/** Knows which bearer tokens are valid. Implementations compare hashes, wait for nothing, and take the same time for every token. */
public interface TokenVerifier {

    /** What a token turned out to be. */
    sealed interface Verdict {}

    /** A valid one. */
    record Valid(String client, Set<Role> roles) implements Verdict {
        /** Copies the roles. */
        public Valid {
            roles = Set.copyOf(roles);
        }
    }

    /** One that was valid. */
    record Expired(String client, Instant at) implements Verdict {}

    /** One that this node does not know, or no longer. */
    record Unknown() implements Verdict {}

    /** The verdict on a token as it was sent. */
    Verdict verify(String token);
}

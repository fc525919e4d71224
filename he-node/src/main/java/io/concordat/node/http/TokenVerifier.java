package io.concordat.node.http;

import java.util.Optional;

/** Knows which bearer tokens are valid. Implementations compare hashes in constant time. */
public interface TokenVerifier {

    /** The name of the client that this token was given to, or empty. */
    Optional<String> clientOf(String token);
}

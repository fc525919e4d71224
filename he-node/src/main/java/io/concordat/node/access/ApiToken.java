package io.concordat.node.access;

import io.concordat.node.store.TokenTable;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of a token; not the token.
 *
 * @param name whose it is, for people and logs
 * @param hash hexadecimal SHA-256 of the token
 * @param roles what it may be used for
 * @param createdAt when it was made
 * @param expiresAt when it ends; empty for the token of the file
 * @param revokedAt when it was taken back, if it was
 */
public record ApiToken(
        String name,
        String hash,
        Set<Role> roles,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt) {
    /** Copies the roles. */
    public ApiToken {
        roles = Set.copyOf(roles);
    }

    static ApiToken of(TokenTable.Row row) {
        Set<Role> roles = Stream.of(row.roles().split(" "))
                .flatMap(name -> Role.named(name).stream())
                .collect(Collectors.toSet());
        return new ApiToken(
                row.name(),
                row.hash(),
                roles,
                Instant.ofEpochMilli(row.createdAt()),
                row.expiresAt().map(Instant::ofEpochMilli),
                row.revokedAt().map(Instant::ofEpochMilli));
    }

    TokenTable.Row row() {
        return new TokenTable.Row(
                name,
                hash,
                roles.stream().sorted().map(Role::wireName).collect(Collectors.joining(" ")),
                createdAt.toEpochMilli(),
                expiresAt.map(Instant::toEpochMilli),
                revokedAt.map(Instant::toEpochMilli));
    }

    @Override
    public String toString() {
        return "ApiToken(" + name + ")";
    }
}

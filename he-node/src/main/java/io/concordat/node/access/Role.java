package io.concordat.node.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a token's holder does. Every role may read what is no secret of another role; nobody who proposes also approves. */
public enum Role {
    /** Scores, proposes jobs, reads models and evaluations. */
    ANALYST,
    /** As an analyst; registers data and withdraws jobs. */
    MODEL_OWNER,
    /** Consortium, keys, seal, tokens; gives attempts up. */
    OPERATOR,
    /** Hands in approvals that persons have signed. */
    APPROVER,
    /** Reads, and nothing else. */
    AUDITOR;

    /** All of them. */
    public static Set<Role> all() {
        return EnumSet.allOf(Role.class);
    }

    /** Its name in requests and documents, such as {@code model-owner}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The role of this name. */
    public static Optional<Role> named(String name) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(name))
                .findFirst();
    }

    /** Names in the order of the roles, with the word between the last two. */
    public static String list(Set<Role> roles, String word) {
        String names = roles.stream().sorted().map(Role::wireName).collect(Collectors.joining(", "));
        int last = names.lastIndexOf(", ");
        return last < 0 ? names : names.substring(0, last) + " " + word + names.substring(last + 1);
    }
}

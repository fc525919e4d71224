/**
 * Who may ask this node what: bearer tokens with roles, hashed at rest, with an expiry, revocable.
 *
 * <p>Source: RFC 6750 for the header; what each role may do is said by {@link io.concordat.node.access.Role} and, route by route, by the
 * OpenAPI document.
 *
 * <p>It does not protect against who reads a token where it is kept, nor against the operator of the node's host, who can read the
 * database and the token file. Approvals need a person's own signing key as well, whatever the token.
 */
@NullMarked
package io.concordat.node.access;

import org.jspecify.annotations.NullMarked;

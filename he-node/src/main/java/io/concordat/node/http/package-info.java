/**
 * The listener for the bank's own people and programs: REST with strict JSON under {@code /api/v1}, server-sent events,
 * RFC 9457 problems, bearer tokens; and the health listener.
 *
 * <p>Each route is one {@link io.concordat.node.http.RouteHandler}. Handlers run on virtual threads and may wait; they
 * return values and never write status codes: {@link io.concordat.node.http.ProblemHandler} is the only class that
 * turns a refusal into an HTTP status. What this does not protect against: a stolen token acts with its owner's rights
 * (the decryption gate still refuses what was not approved).
 */
@NullMarked
package io.concordat.node.http;

import org.jspecify.annotations.NullMarked;

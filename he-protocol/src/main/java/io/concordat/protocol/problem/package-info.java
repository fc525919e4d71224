/**
 * The one list of named problems (RFC 9457) and refusals as values.
 *
 * <p>Each name is part of the public interface: operators and programs match on it. A problem says what was refused and
 * what to do; it never carries a secret or a row.
 */
@NullMarked
package io.concordat.protocol.problem;

import org.jspecify.annotations.NullMarked;

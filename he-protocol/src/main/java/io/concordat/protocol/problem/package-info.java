/** The kinds of refusal a node answers with, each with a stable name (RFC 9457 {@code type}) and a title. */
@NullMarked
package io.concordat.protocol.problem;

import org.jspecify.annotations.NullMarked;

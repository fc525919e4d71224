/** Signed messages between members. */
@NullMarked
package io.concordat.protocol.message;

import org.jspecify.annotations.NullMarked;

/** Canonical bytes: strict, fixed-length, no leftover. */
@NullMarked
package io.concordat.crypto.codec;

import org.jspecify.annotations.NullMarked;

/**
 * What tests of every module use: seeded random cases and a dealer of toy threshold keys.
 *
 * <p>Test code only. A dealer knows the factors and all shares, so a key from here protects nothing.
 */
@NullMarked
package io.concordat.crypto.testing;

import org.jspecify.annotations.NullMarked;

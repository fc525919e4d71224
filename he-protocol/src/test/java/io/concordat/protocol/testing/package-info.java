/**
 * A whole consortium in one thread: dealt toy keys, members that keep their journals, a seeded network that drops, repeats,
 * delays and reorders. For tests only; nothing here is fit to guard a secret.
 */
@NullMarked
package io.concordat.protocol.testing;

import org.jspecify.annotations.NullMarked;

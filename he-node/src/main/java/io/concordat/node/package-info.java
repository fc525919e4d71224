/** The node: composition root. */
@NullMarked
package io.concordat.node;

import org.jspecify.annotations.NullMarked;

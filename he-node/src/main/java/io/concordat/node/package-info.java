/**
 * The node as a whole: {@link io.concordat.node.Main} is the command line, {@link io.concordat.node.Node} the composition
 * root, the only class that makes the parts and puts them together. Beside it stand the few adapters that let parts meet
 * which must not know each other: the network and the store, the parts and the operator's log.
 *
 * <p>A node protects nothing against somebody who controls the machine it runs on.
 */
@NullMarked
package io.concordat.node;

import org.jspecify.annotations.NullMarked;

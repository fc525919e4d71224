/**
 * The bounded pool of named platform threads that does all modular arithmetic, so that neither event loop nor virtual
 * threads ever do.
 */
@NullMarked
package io.concordat.node.worker;

import org.jspecify.annotations.NullMarked;

/**
 * What an operator sees: one method per operator-visible event, named health checks, and the events of long work that
 * clients watch. JSON lines with ids and counts; values of rows, gradients or keys have no way in, because no method
 * takes one.
 */
@NullMarked
package io.concordat.node.observe;

import org.jspecify.annotations.NullMarked;

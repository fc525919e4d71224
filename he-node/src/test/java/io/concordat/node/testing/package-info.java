/** Banks for tests: real stores, real mTLS between them, toy keys from a dealer instead of a ceremony. */
@NullMarked
package io.concordat.node.testing;

import org.jspecify.annotations.NullMarked;

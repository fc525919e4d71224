/** What the tests of this module share. */
@NullMarked
package io.concordat.model.testing;

import org.jspecify.annotations.NullMarked;

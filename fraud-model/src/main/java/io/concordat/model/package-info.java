/** Plain mathematics of fraud models. */
@NullMarked
package io.concordat.model;

import org.jspecify.annotations.NullMarked;

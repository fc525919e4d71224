/** Tests of the packages of he-crypto together. */
@NullMarked
package io.concordat.crypto;

import org.jspecify.annotations.NullMarked;

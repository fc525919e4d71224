package io.concordat.protocol.ceremony;

import java.math.BigInteger;

/**
 * A candidate whose product is known.
 *
 * @param position its place in its batch
 * @param n the product
 */
record Survivor(int position, BigInteger n) {}

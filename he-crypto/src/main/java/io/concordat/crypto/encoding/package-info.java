/**
 * Numbers into plaintexts: fixed point, and several signed numbers in one plaintext with room for carries.
 *
 * <p>m = Σ_j v_j 2^(w j) with |v_j| &lt; 2^(w−1); sums of such plaintexts are slot by slot the sums of the v_j.
 *
 * <p>Sentinels, guard bits and the participation slot catch mistakes, not attackers: whoever encrypts a number wider than
 * its slot silently changes the neighbour, and a careful one passes every check here.
 */
@NullMarked
package io.concordat.crypto.encoding;

import org.jspecify.annotations.NullMarked;

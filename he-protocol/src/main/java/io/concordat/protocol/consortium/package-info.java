/**
 * Who computes together and under which limits: members, their self-signed records, the charter, the consortium.
 *
 * <p>Threshold rule and defaults: a charter that tolerates c colluding members of N needs 2T − N − 1 ≥ c, so that the
 * signers of any two openings overlap in more than c members. Identity is only as good as the comparison of fingerprints
 * by people: nothing here can tell a bank from an impostor with a bank's name.
 */
@NullMarked
package io.concordat.protocol.consortium;

import org.jspecify.annotations.NullMarked;

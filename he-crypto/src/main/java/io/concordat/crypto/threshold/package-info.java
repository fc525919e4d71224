/**
 * Threshold Paillier: shares of a decryption exponent d (d = 1 mod n, d = 0 mod φ(n)) over the integers, partial
 * decryptions, their combination, and the public record of a joint key [Shoup00; DJ01, sec. 4.1; Tiresias, ePrint 2023/998].
 *
 * <p>{@code threshold} is the least number of members able to decrypt. Share i is s_i = f(i) for an integer polynomial f of
 * degree threshold − 1 with f(0) = Δ^4 d, Δ = N!.
 *
 * <p>It does not protect against a wrong partial decryption by itself: c_i (1 + n)^x shifts the opened value silently. Only a
 * verified {@code PartialDecryptionProof} stops that. Nor does it decide what may be decrypted.
 */
@NullMarked
package io.concordat.crypto.threshold;

import org.jspecify.annotations.NullMarked;

/**
 * Paillier encryption with g = 1 + n and the short randomisers of Damgård, Jurik and Nielsen.
 *
 * <p>Enc(m; ρ) = (1 + m n) h_n^ρ mod n^2 with h_n = h^n, h = −y^2 mod n [Paillier99, sec. 4; DJN10, sec. 4.2]. Semantically
 * secure under chosen plaintexts (IND-CPA) if composite residuosity is hard and a power of h with a κ/2-bit exponent looks
 * like a random one.
 *
 * <p>It does not protect against chosen ciphertexts: anybody can turn Enc(m) into Enc(a m + b), so a ciphertext must never
 * be decrypted because somebody asks. It hides neither how many ciphertexts there are nor who made them, and a quantum
 * computer breaks it.
 */
@NullMarked
package io.concordat.crypto.paillier;

import org.jspecify.annotations.NullMarked;

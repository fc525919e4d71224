/**
 * Modular arithmetic in batches, with several back ends behind one small interface.
 *
 * <p>{@link io.concordat.crypto.arithmetic.Arithmetic} makes {@link io.concordat.crypto.arithmetic.ModularRing rings} Z_m
 * and Z_{n^2}; a ring works on {@link io.concordat.crypto.arithmetic.Residues vectors} that stay in the back end's internal
 * form between operations. Back ends: plain {@code BigInteger}, which is always there and is the oracle for the others; GMP,
 * where libgmp is found; and a C kernel of eight lanes, as AVX-512 IFMA or AVX2 code. All give the same numbers, bit for
 * bit. {@link io.concordat.crypto.arithmetic.ArithmeticChoice} picks one at start, after a measured self-test.
 *
 * <p>Sources: Montgomery products with radix 2^52 [Gueron and Krasnov, ARITH 2016]; products of 52-bit limbs in double
 * precision [Emmart, Zheng and Weems, ARITH 2018]; x = x_0 + x_1 n modulo n^2; fixed-base tables [Brickell, Gordon, McCurley
 * and Wilson, 1992]; buckets for products of powers [Pippenger, 1976].
 *
 * <p>What it protects: exponents handed to {@code powerSecret} and {@code powerEach} choose neither branches nor addresses in
 * the kernel, nor in GMP as far as {@code mpz_powm_sec} promises. What it does not: plain {@code BigInteger} takes time that
 * depends on the exponent; {@code power}, {@code productsOfPowers} and indexed tables depend on theirs on every back end;
 * conversions from and to {@code BigInteger} depend on the size of the numbers; copies made by the garbage collector are not
 * wiped. This is the one place of the module that reads a clock (to choose) and a disk (to load the kernel).
 */
@NullMarked
package io.concordat.crypto.arithmetic;

import org.jspecify.annotations.NullMarked;

/**
 * Card transactions: the columns that one bank computes from its own rows, and a seeded world of customers, terminals and
 * banks to try things on.
 *
 * <p>Columns and fraud scenarios follow the Fraud Detection Handbook [Le Borgne, Siblini, Lebichot, Bontempi 2022, chapter 3],
 * with a circle in place of its map and several banks in place of one. Times are seconds since 1970-01-01 (UTC), amounts are
 * in one currency.
 *
 * <p>Does not protect anything: rows are plaintext and stay inside the bank. Generated rows are for tests, demonstrations and
 * load; no figure measured on them says how well real fraud is found.
 */
@NullMarked
package io.concordat.model.cards;

import org.jspecify.annotations.NullMarked;

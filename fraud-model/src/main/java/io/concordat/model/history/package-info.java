/**
 * Shared history: how often was this terminal fraudulent, over all banks [Fraud Detection Handbook,
 * chapter 3, for the windows].
 *
 * <p>A public {@link io.concordat.model.history.KeyDirectory} names the keys (terminals, merchants). Every event of a bank
 * enters exactly one tumbling cell (key, day or week) of each kind; every bank fills every key, zeros included; each cell is
 * summed over one cohort and opened once, by {@link io.concordat.model.history.HistoryComputation}. A bank turns opened
 * {@link io.concordat.model.history.CellLedger cells} into 1, 7 and 30-day columns for its own rows with
 * {@link io.concordat.model.history.HistoryFeatures}; a row of day d uses cells whose report day is before d.
 *
 * <p>Days are counted from 1970-01-01 (UTC) and weeks are seven days from a multiple of seven; a cell's report day is the day
 * on which its bank held the label.
 *
 * <p>Does not protect a single bank's cell by the number of banks in the sum: most non-zero cells come from one bank. The
 * default kind opens only <em>how many banks</em> had a confirmed fraud at a key on a day, which is reduced leakage, not
 * anonymity; noise is an option. Keys must be public: a directory of customers or accounts must never be used here.
 */
@NullMarked
package io.concordat.model.history;

import org.jspecify.annotations.NullMarked;

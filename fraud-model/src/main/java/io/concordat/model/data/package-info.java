/**
 * Rows as the mathematics sees them: a vector of finite numbers and a label. Where they come from (CSV, Parquet, a
 * warehouse) is the caller's business.
 *
 * <p>Does not protect anything: rows are plaintext and stay inside the bank.
 */
@NullMarked
package io.concordat.model.data;

import org.jspecify.annotations.NullMarked;

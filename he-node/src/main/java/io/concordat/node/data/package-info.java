/**
 * Data sets: a bank names a CSV file (plain or .gz) below one of its configured data directories, and embedded DuckDB reads it.
 *
 * <p>Validation is strict and happens twice with the same code: at registration, where every fault has a problem type and a sentence
 * naming column and row, and when a job freezes its rows. A frozen snapshot is a flat file of little-endian doubles that every round of
 * the job maps into memory, so that all rounds see the same rows and memory stays flat.
 *
 * <p>An SQL query given with a data set runs in a locked in-memory DuckDB that may open that one file and nothing else: no other path, no
 * extension, no setting.
 *
 * <p>Does not protect rows against somebody who can read the node's own directories: snapshots are plain doubles, readable by the node's
 * operating-system account only. Sentences name columns and row numbers and never quote a value.
 */
@NullMarked
package io.concordat.node.data;

import org.jspecify.annotations.NullMarked;

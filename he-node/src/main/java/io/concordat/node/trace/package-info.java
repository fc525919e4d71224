/**
 * Optional traces (OpenTelemetry, OTLP over HTTP): one span for each request to the API, each round and each job. Off unless {@code
 * trace.otlp-endpoint} is set; then to that address only. Spans carry ids, names from closed lists and times, never a row, a number
 * computed from rows, or a secret.
 *
 * <p>A job's id is the trace id of its spans at every bank, so traces of several banks can be laid side by side without anything
 * being sent between them. Who reads the collector sees when this bank works on what; it is this bank's own choice to have one.
 */
@NullMarked
package io.concordat.node.trace;

import org.jspecify.annotations.NullMarked;

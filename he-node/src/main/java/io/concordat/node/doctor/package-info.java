/**
 * The checks of {@code concordat doctor}: each looks at one thing, judges it against a limit that docs/doctor.md names, and
 * says what to do. Measuring and judging are apart, so that every judgement can be tested without breaking a machine.
 *
 * <p>Does not protect against anything: a machine that passes can fail a second later. What is shown has no secrets in it.
 */
@NullMarked
package io.concordat.node.doctor;

import org.jspecify.annotations.NullMarked;

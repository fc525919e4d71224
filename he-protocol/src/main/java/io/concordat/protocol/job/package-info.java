/**
 * What the banks approve before anything is computed: the task, its hash, its readable form, approvals by two persons.
 *
 * <p>An approval says that two enrolled keys signed the task's hash. It cannot know whether the two persons read it, nor
 * whether the data are what their name says.
 */
@NullMarked
package io.concordat.protocol.job;

import org.jspecify.annotations.NullMarked;

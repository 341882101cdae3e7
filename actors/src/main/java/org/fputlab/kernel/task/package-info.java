/**
 * What a task is, the core that every area builds on: taking work, its stack, blocking, answers,
 * pauses.
 */
@NullMarked
package org.fputlab.kernel.task;

import org.jspecify.annotations.NullMarked;

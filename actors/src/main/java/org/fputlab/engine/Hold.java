package org.fputlab.engine;

import org.jspecify.annotations.Nullable;

/**
 * A resource that a task holds.
 *
 * @param resource what
 * @param shared whether others may hold it at the same time (a reader of an rwsem)
 * @param since when it was taken, in nanoseconds of the run
 * @param at the stack at that moment
 * @param tried whether by a trylock, for which the task would not have waited
 */
public record Hold(
    Resource resource, boolean shared, long since, @Nullable Frame at, boolean tried) {}

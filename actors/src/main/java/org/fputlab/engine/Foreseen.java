package org.fputlab.engine;

/**
 * A timer's message of which the tables say what may come of it: it goes to a task that waits for
 * it, or whoever gets it has put its prospects on the {@link Agenda}. As long as a timer is pending
 * that is none of these, anything may still happen, and only knots of locks are proven.
 */
public interface Foreseen {}

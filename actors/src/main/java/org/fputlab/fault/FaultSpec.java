package org.fputlab.fault;

import java.util.Map;
import java.util.OptionalLong;

/**
 * A fault as a scenario file's timeline or a command names it.
 *
 * @param at when it begins, in nanoseconds of the run
 * @param on the actor, task, lock or function it is put on
 * @param kind which fault, as in {@code hang}
 * @param duration how long it lasts, in nanoseconds; empty until the end
 * @param settings its further settings by name, as in {@code by = 100}
 */
public record FaultSpec(
    long at, String on, String kind, OptionalLong duration, Map<String, Double> settings) {}

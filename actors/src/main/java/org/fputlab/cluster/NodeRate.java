package org.fputlab.cluster;

/**
 * How a node gets on.
 *
 * @param name where it listens
 * @param jobs how many schedules it runs at a time
 * @param schedules how many it has run
 * @param perSecond how many it ran a second of late
 */
public record NodeRate(String name, int jobs, long schedules, double perSecond) {}

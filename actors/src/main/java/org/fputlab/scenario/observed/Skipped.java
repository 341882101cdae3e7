package org.fputlab.scenario.observed;

/**
 * Lines of a file that were left out for one reason.
 *
 * @param why what they are
 * @param count how many
 * @param first number of the first
 * @param example the first, shortened
 */
public record Skipped(String file, String why, long count, int first, String example) {}

/**
 * What engineers measure of closes on their own servers: reads the texts of bpftrace, bcc, ftrace,
 * trace-cmd and {@code /proc/sys/fs/file-nr}, one class a format, and writes a scenario from them.
 * What is damaged, foreign or contradictory is skipped with a count or refused.
 */
@NullMarked
package org.fputlab.scenario.observed;

import org.jspecify.annotations.NullMarked;

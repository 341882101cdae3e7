/**
 * Schedules of a scenario as data: which orders of events are tried, and which need not be; the one
 * that hangs, shrunk and replayed.
 */
@NullMarked
package org.fputlab.explore;

import org.jspecify.annotations.NullMarked;

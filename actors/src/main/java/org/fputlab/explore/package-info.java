/** Schedules of a scenario: which orders of events are tried, and which need not be. */
@NullMarked
package org.fputlab.explore;

import org.jspecify.annotations.NullMarked;

/** What carries messages and time, and the tables that watchers read: mailboxes, tasks, gauges. */
@NullMarked
package org.fputlab.engine;

import org.jspecify.annotations.NullMarked;

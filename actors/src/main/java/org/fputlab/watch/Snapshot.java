package org.fputlab.watch;

import java.util.List;

/**
 * A running machine at one moment, as a page or a terminal shows it.
 *
 * @param at the moment, in nanoseconds of the run
 * @param mailboxes every mailbox, in order of creation
 * @param tasks every task, in order of creation
 * @param findings all that was found so far
 * @param verdict what that comes to, if the run ended now
 */
public record Snapshot(
    long at,
    List<MailboxState> mailboxes,
    List<TaskState> tasks,
    List<Finding> findings,
    Verdict verdict) {}

package org.fputlab.engine.sim;

import org.fputlab.engine.GatedQueue;

/**
 * One thing that can come next: that an actor handles its next message, or that a timer fires. The
 * same in every schedule of a scenario, so that a schedule can be written down by names.
 *
 * @param isTimer whether it is a timer; else it is an actor's turn
 * @param actor the number of the mailbox that it is about, in order of creation: whose turn it is,
 *     or whom the timer speaks to; {@value #NOBODY} where that is no actor of the emulated kernel
 * @param name as in {@code p1}, or of a timer {@code @p1}; {@code @cpus>p1} where one set it for
 *     another, {@code @afs-server#3} where it is of a chain
 */
public record Option(boolean isTimer, int actor, String name) {

  private static final String GUARDIAN = "kernel";

  /** No actor of the emulated kernel. */
  public static final int NOBODY = -1;

  /** The name of a mailbox's actor: guardians are numbered run by run, and all of them the same. */
  static String nameOf(GatedQueue mailbox) {
    return mailbox.number() == 0 ? GUARDIAN : mailbox.owner();
  }

  @Override
  public String toString() {
    return name;
  }
}

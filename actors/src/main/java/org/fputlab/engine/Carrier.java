package org.fputlab.engine;

/** What a mailbox needs to know of the engine that carries its messages. */
public interface Carrier {

  /** Nanoseconds since the run began. */
  long now();

  /** Called for every message that comes to a mailbox. */
  void arrived();

  /**
   * Called for every message that an actor takes from its mailbox.
   *
   * @param mailbox the mailbox's number in the run, in order of creation
   * @param message the message that is about to be handled
   */
  void delivered(int mailbox, Object message);
}

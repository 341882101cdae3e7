package org.fputlab.kernel.task;

import org.fputlab.engine.Ungated;

/** What a service thread or worker tells whoever gives it work. */
public sealed interface WorkerNews extends Message, Ungated {

  /** The thread's number among its owner's. */
  int worker();

  /**
   * The work is done and answered, and so are the closes it left to do: the thread can take more.
   */
  record Idle(int worker) implements WorkerNews {}

  /** The work is done, but the thread is busy with closes it left to do. */
  record Replied(int worker) implements WorkerNews {}

  /** The thread has ended; work it was given and did not start is its owner's again. */
  record Exited(int worker) implements WorkerNews {}
}

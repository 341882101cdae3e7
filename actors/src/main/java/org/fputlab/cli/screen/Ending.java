package org.fputlab.cli.screen;

/** How it came that nobody watches any more. */
public sealed interface Ending {

  /** Whoever watched has left; the run goes on. */
  record Left() implements Ending {}

  /** The run has ended. */
  record Over(String verdict) implements Ending {}

  /**
   * The run does not answer any more.
   *
   * @param lastNanos the last moment of the run that was seen
   * @param lastVerdict what it had come to by then
   */
  record Vanished(long lastNanos, String lastVerdict) implements Ending {}

  /** Fputlab itself went wrong: without news the picture would stand still and look true. */
  record Failed(RuntimeException cause) implements Ending {}
}

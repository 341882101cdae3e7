package org.fputlab.kernellog;

/** Takes a text line by line. */
interface LineTaker {

  /** Takes the next line, without its end. */
  void line(byte[] bytes, int from, int to);

  /**
   * The text is over.
   *
   * @param whole whether its last line had an end
   */
  void end(boolean whole);
}

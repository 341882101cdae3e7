package org.fputlab.scenario.observed;

/** One text format of measurements: is shown every line of a file, and takes those it knows. */
interface Format {

  /** Takes a line if it is one of this format's, even if damaged. */
  boolean take(Line line) throws NotUsable;

  /** Tells the reading what all the lines came to. */
  void end() throws NotUsable;
}

package org.fputlab.kernellog;

import java.util.List;

/** Finds reports of one kind. */
interface Finder {

  /**
   * Reads what begins at line {@code at}, if that is of its kind.
   *
   * @return the line behind it, or {@code at} where nothing of its kind begins
   */
  int find(List<LogLine> lines, int at, Found found);
}

package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Figures;

/** Text broken into lines at blanks. */
public final class Paragraph {

  /** The longest line of a report, unless a single word or a supervisor's own line is longer. */
  static final int COLUMNS = 100;

  private Paragraph() {}

  /**
   * Breaks {@code text}.
   *
   * @param first what the first line begins with; further lines begin with as many blanks
   */
  public static List<String> lines(String first, String text) {
    return lines(first, text, COLUMNS);
  }

  /** The same in lines of at most {@code columns}. */
  public static List<String> lines(String first, String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : text.strip().split("\\s+", -1)) {
      if (!empty && line.length() + 1 + word.length() > columns) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(first.length()));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  /**
   * Cuts the middle out of a list that is longer than {@code head + tail}, where that saves a line.
   *
   * @param left how the line that stands for the cut begins, as in {@code " "}
   * @param what what was cut, as in {@code events}
   */
  static List<String> cut(List<String> lines, int head, int tail, String left, String what) {
    int cut = lines.size() - head - tail;
    if (cut <= 1) {
      return lines;
    }
    List<String> shorter = new ArrayList<>(lines.subList(0, head));
    shorter.add(left + "... " + Figures.count(cut) + " more " + what + " ...");
    shorter.addAll(lines.subList(lines.size() - tail, lines.size()));
    return shorter;
  }
}

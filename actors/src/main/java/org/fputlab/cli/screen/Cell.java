package org.fputlab.cli.screen;

import org.jline.utils.AttributedString;

/** Text cut and filled up to the columns that it has on a screen. */
final class Cell {

  private static final String ELLIPSIS = "...";

  private Cell() {}

  /** {@code text} in exactly so many columns: filled up with blanks, or cut with an ellipsis. */
  static String fit(String text, int columns) {
    String clean = clean(text);
    int width = width(clean);
    if (width <= columns) {
      return clean + " ".repeat(columns - width);
    }
    String cut = ELLIPSIS.substring(0, Math.min(columns, ELLIPSIS.length()));
    String head =
        new AttributedString(clean).columnSubSequence(0, columns - cut.length()).toString();
    return head + " ".repeat(Math.max(0, columns - cut.length() - width(head))) + cut;
  }

  /** The same, cut in the middle: names that are alike mostly differ at their ends. */
  static String fitName(String name, int columns) {
    String clean = clean(name);
    int end = columns / 3;
    if (width(clean) <= columns || clean.length() < end) {
      return fit(clean, columns);
    }
    String head = fit(clean, columns - end);
    return head + fit(clean.substring(clean.length() - end), end);
  }

  /** The same at the right edge. */
  static String fitRight(String text, int columns) {
    return " ".repeat(Math.max(0, columns - width(clean(text))))
        + fit(text, columns).stripTrailing();
  }

  private static int width(String text) {
    return new AttributedString(text).columnLength();
  }

  /** Names come from files: nothing in them may move the cursor. */
  static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}

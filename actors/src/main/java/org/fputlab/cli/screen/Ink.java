package org.fputlab.cli.screen;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** What a piece of text stands out by; without colour only by weight and inversion. */
enum Ink {
  PLAIN(AttributedStyle.DEFAULT, AttributedStyle.DEFAULT),
  STRONG(AttributedStyle.BOLD, AttributedStyle.BOLD),
  FAINT(AttributedStyle.DEFAULT.faint(), AttributedStyle.DEFAULT),
  GOOD(AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN), AttributedStyle.DEFAULT),
  DOUBTFUL(AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW), AttributedStyle.BOLD),
  BAD(AttributedStyle.BOLD.foreground(AttributedStyle.RED), AttributedStyle.BOLD),
  CHOSEN(AttributedStyle.INVERSE, AttributedStyle.INVERSE);

  private static final String ELLIPSIS = "...";

  private final AttributedStyle coloured;
  private final AttributedStyle colourless;

  Ink(AttributedStyle coloured, AttributedStyle colourless) {
    this.coloured = coloured;
    this.colourless = colourless;
  }

  /** The ink for a verdict, or for what a finding implies. */
  static Ink of(String verdict) {
    return switch (verdict) {
      case "deadlock" -> BAD;
      case "waits", "grows", "inconclusive" -> DOUBTFUL;
      default -> PLAIN;
    };
  }

  AttributedStyle style(boolean inColour) {
    return inColour ? coloured : colourless;
  }

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

  /** The same at the right edge. */
  static String fitRight(String text, int columns) {
    return " ".repeat(Math.max(0, columns - width(clean(text)))) + fit(text, columns).stripTrailing();
  }

  private static int width(String text) {
    return new AttributedString(text).columnLength();
  }

  /** Names come from files: nothing in them may move the cursor. */
  static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}

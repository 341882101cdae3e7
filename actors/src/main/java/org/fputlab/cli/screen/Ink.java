package org.fputlab.cli.screen;

import org.jline.utils.AttributedStyle;

/** What a piece of text stands out by; without colour only by weight and inversion. */
enum Ink {
  PLAIN,
  STRONG,
  FAINT,
  GOOD,
  DOUBTFUL,
  BAD,
  CHOSEN;

  /** The ink for a verdict, or for what a finding implies. */
  static Ink of(String verdict) {
    return switch (verdict) {
      case "crashes", "deadlock" -> BAD;
      case "waits", "grows", "inconclusive" -> DOUBTFUL;
      default -> PLAIN;
    };
  }

  AttributedStyle style(boolean inColour) {
    AttributedStyle plain = AttributedStyle.DEFAULT;
    return switch (this) {
      case PLAIN -> plain;
      case STRONG -> plain.bold();
      case FAINT -> inColour ? plain.faint() : plain;
      case GOOD -> inColour ? plain.foreground(AttributedStyle.GREEN) : plain;
      case DOUBTFUL -> inColour ? plain.foreground(AttributedStyle.YELLOW) : plain.bold();
      case BAD -> inColour ? plain.bold().foreground(AttributedStyle.RED) : plain.bold();
      case CHOSEN -> plain.inverse();
    };
  }
}

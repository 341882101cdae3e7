package org.fputlab.cli.screen;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** One line of the screen: pieces of text, each in its ink. */
final class Line {

  private record Piece(String text, Ink ink) {}

  private final List<Piece> pieces = new ArrayList<>();

  static Line of(Ink ink, String text) {
    return new Line().and(ink, text);
  }

  static Line plain(String text) {
    return of(Ink.PLAIN, text);
  }

  static Line empty() {
    return new Line();
  }

  Line and(Ink ink, String text) {
    pieces.add(new Piece(Cell.clean(text), ink));
    return this;
  }

  Line and(String text) {
    return and(Ink.PLAIN, text);
  }

  /** The line in one ink throughout. */
  Line all(Ink ink) {
    return of(ink, text());
  }

  /** Without its inks. */
  String text() {
    StringBuilder text = new StringBuilder();
    pieces.forEach(piece -> text.append(piece.text()));
    return text.toString();
  }

  /** As the terminal shows it in so many columns; cut with an ellipsis if it is longer. */
  AttributedString drawn(int columns, boolean inColour) {
    AttributedStringBuilder drawn = new AttributedStringBuilder();
    pieces.forEach(piece -> drawn.styled(piece.ink().style(inColour), piece.text()));
    if (drawn.columnLength() <= columns) {
      return drawn.toAttributedString();
    }
    AttributedString head = drawn.toAttributedString().columnSubSequence(0, columns - 3);
    return new AttributedStringBuilder().append(head).append("...").toAttributedString();
  }
}

package org.fputlab.cli.screen;

/**
 * One stroke on the keyboard.
 *
 * @param kind which key
 * @param letter what it writes, where it is a {@link Kind#LETTER}; else 0
 */
record Key(Kind kind, char letter) {

  enum Kind {
    LETTER,
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    ENTER,
    ESCAPE,
    TAB,
    BACK_TAB,
    BACKSPACE
  }

  static Key of(Kind kind) {
    return new Key(kind, (char) 0);
  }

  static Key letter(char letter) {
    return new Key(Kind.LETTER, letter);
  }

  boolean is(char wanted) {
    return kind == Kind.LETTER && letter == wanted;
  }
}

package org.fputlab.scenario;

/** Says that a piece of text breaks a rule; who reads the file adds where it stands. */
final class BadValue extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  BadValue(String rule, String hint) {
    super(rule, null, false, false);
    this.hint = hint;
  }

  String rule() {
    return String.valueOf(getMessage());
  }

  String hint() {
    return hint;
  }
}

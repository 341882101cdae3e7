package org.fputlab.kernel.words;

/** Says that a piece of text breaks a rule; who reads the file adds where it stands. */
public final class BadValue extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  public BadValue(String rule, String hint) {
    super(rule, null, false, false);
    this.hint = hint;
  }

  public String rule() {
    return String.valueOf(getMessage());
  }

  public String hint() {
    return hint;
  }
}

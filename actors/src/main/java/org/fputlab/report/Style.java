package org.fputlab.report;

/** How a report marks what matters: with ANSI colours on a terminal, not at all elsewhere. */
public enum Style {
  /** No marks: for pipes and files. */
  PLAIN,
  /** ANSI escape sequences. */
  COLOUR;

  private static final String RESET = "\u001B[0m";

  /** A name under which something follows. */
  public String heading(String text) {
    return strong(text);
  }

  String strong(String text) {
    return wrapped("1", text);
  }

  /** What matters less than what stands around it. */
  public String faint(String text) {
    return wrapped("2", text);
  }

  String good(String text) {
    return wrapped("32", text);
  }

  /** What somebody should look at. */
  public String doubtful(String text) {
    return wrapped("33", text);
  }

  /** What must not be missed. */
  public String bad(String text) {
    return wrapped("1;31", text);
  }

  private String wrapped(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001B[" + code + "m" + text + RESET;
  }
}

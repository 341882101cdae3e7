package org.fputlab.scenario.text;

/**
 * One thing that is wrong with a scenario file, with its place.
 *
 * @param file as the user named it
 * @param line in that file; 0 if it is about the whole file
 * @param key the full key, or ""
 * @param value what was written there, or ""
 * @param rule what is wrong with it, without a full stop
 * @param hint what to write instead, or ""
 */
public record Problem(String file, int line, String key, String value, String rule, String hint) {

  private static final int SHOWN_CHARACTERS = 70;

  /** One line: {@code file:line: key = value: rule. Hint.} */
  public String text() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line);
    }
    if (!key.isEmpty()) {
      text.append(": ").append(key);
      if (!value.isEmpty()) {
        text.append(" = ").append(shown(value));
      }
    }
    text.append(": ").append(rule).append('.');
    if (!hint.isEmpty()) {
      text.append(' ').append(hint).append(hint.endsWith("?") ? "" : ".");
    }
    return text.toString();
  }

  /** In one short line. */
  public static String shown(String value) {
    String line = value.strip().replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= SHOWN_CHARACTERS
        ? line
        : line.substring(0, SHOWN_CHARACTERS - 3) + "...";
  }

  @Override
  public String toString() {
    return text();
  }
}

package org.fputlab.kernellog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The kernel that printed something.
 *
 * @param kernel its release, as in {@code 6.8.0-85-generic}, or ""
 * @param taint the letters of its taint, as in {@code G OE}, or ""
 */
record Release(String kernel, String taint) {

  static final Release UNKNOWN = new Release("", "");

  private static final String TAINT =
      "(Not tainted,?|Tainted:(?:\\s+[A-Z-][A-Za-z-]{0,17}(?=\\s|$))*)";
  private static final String NAME = "([0-9a-z][\\w.+~:/-]*)";

  /** {@code Not tainted 6.8.0 #85}, alone or behind {@code Comm: x}. */
  private static final Pattern TAINT_FIRST =
      Pattern.compile("^(?:.*\\s)?" + TAINT + "\\s+\\(?" + NAME + "(?:[\\s)>].*)?$");

  /** {@code 6.8.0 #85 Not tainted}, as lockdep has it. */
  private static final Pattern TAINT_LAST =
      Pattern.compile("^" + NAME + "\\s+\\(?#?\\S+.*?\\s" + TAINT + "\\s*$");

  /** Lockdep's line before 2.6.3x had no taint. */
  private static final Pattern BARE = Pattern.compile("^([2-9]\\.\\d+[\\w.+~-]*)\\s+#\\d+\\S*$");

  private static final Pattern VERSION =
      Pattern.compile("^Linux version ([2-9]\\.\\d\\S*)(?:\\s.*)?$");

  /** The kernel that a line names, or null. */
  static @Nullable Release of(String text) {
    if (text.contains("ainted")) {
      Matcher first = TAINT_FIRST.matcher(text);
      if (first.matches()) {
        return new Release(first.group(2), letters(first.group(1)));
      }
      Matcher last = TAINT_LAST.matcher(text);
      return last.matches() ? new Release(last.group(1), letters(last.group(2))) : null;
    }
    Matcher bare = BARE.matcher(text);
    if (bare.matches()) {
      return new Release(bare.group(1), "");
    }
    Matcher version = VERSION.matcher(text);
    return version.matches() ? new Release(version.group(1), "") : null;
  }

  private static String letters(String taint) {
    return taint.startsWith("Not")
        ? ""
        : taint.substring(8).strip().replaceAll("[\\s-]+", " ").strip();
  }
}

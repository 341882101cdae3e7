package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Puts lines together again that a mail program or a terminal broke. */
final class Unwrap {

  /** So many lines at most follow the first. */
  private static final int PIECES = 3;

  /**
   * A kind of line that may be broken.
   *
   * @param open whether a line is the beginning of one, with its end missing
   * @param whole whether it is whole with what was put behind it
   */
  private record Kind(Predicate<String> open, Predicate<String> whole) {}

  private static final Pattern LOCK_BEGINS =
      Pattern.compile("^(?:#\\d{1,2}:\\s|-> #\\d+|[0-9a-f]{8,16} \\(|\\([&(\\w]).*$");
  private static final Pattern HUNG =
      Pattern.compile(
          "^.*INFO: task .{1,40}:\\d+(?: (?:blocked|can't)(?: die)?(?: for(?: more(?: than(?: \\d+)?)?)?)?)?$");
  private static final Pattern ACQUIRES =
      Pattern.compile("^.{1,40}/\\d+(?: \\[HC.*\\])? is(?: trying(?: to(?: acquire)?)?)?$");
  private static final Pattern LISTS =
      Pattern.compile("^(?:\\d+ locks? held(?: by(?: [^/]*)?)?|no locks(?: held(?: by)?)?)$");
  private static final Pattern OWNER = Pattern.compile("^.*INFO: task .*blocked on an? .*$");
  private static final Pattern OWNER_WHOLE =
      Pattern.compile("^.*(?:not found\\.?|by task .{1,40}:\\d+(?: <\\w+>)?\\.?)$");
  private static final Pattern COLUMNS =
      Pattern.compile("^.{1,16}\\sD\\s*[0-9a-f]*\\s+\\d+\\s+\\d+\\s+\\d+$");
  private static final Pattern TAINT = Pattern.compile("^(?:Not tainted|Tainted:(?: +[A-Z]+)+)$");

  private static final List<Kind> KINDS =
      List.of(
          new Kind(Unwrap::isOpenLock, text -> !isOpenLock(text)),
          new Kind(HUNG.asMatchPredicate(), text -> text.contains("second")),
          new Kind(
              text -> text.startsWith("task:") && !text.contains("flags:0x") && !text.endsWith(">"),
              text -> text.contains("flags:0x")),
          new Kind(ACQUIRES.asMatchPredicate(), text -> text.endsWith(":")),
          new Kind(LISTS.asMatchPredicate(), LockList::begins),
          new Kind(
              text -> OWNER.matcher(text).matches() && !OWNER_WHOLE.matcher(text).matches(),
              OWNER_WHOLE.asMatchPredicate()),
          new Kind(COLUMNS.asMatchPredicate(), text -> TaskLine.of(text) != null),
          new Kind(TAINT.asMatchPredicate(), text -> Release.of(text) != null),
          new Kind(
              text -> text.contains("BUG: workqueue lockup") && !text.endsWith("!"),
              text -> text.endsWith("!")),
          new Kind(
              text -> text.contains(": possible ") && !text.contains("detected"),
              text -> text.contains("detected")),
          new Kind(
              text -> text.contains("hogged CPU") && !text.contains("times"),
              text -> text.contains("times")),
          new Kind(
              text -> text.startsWith("in-flight: ") && text.endsWith(","),
              text -> !text.endsWith(",")));

  private Unwrap() {}

  private static boolean isOpenLock(String text) {
    if (!LOCK_BEGINS.matcher(text).matches()) {
      return false;
    }
    if (text.startsWith("-> #")) {
      return !text.endsWith(":");
    }
    boolean usage = text.indexOf('{') >= 0;
    return usage
        ? text.endsWith(",") || text.endsWith("at:") || text.indexOf('}') < 0
        : (text.startsWith("#") && text.indexOf('(') > 0) || isAddressed(text);
  }

  private static boolean isAddressed(String text) {
    int space = text.indexOf(' ');
    return space >= 8 && space <= 16 && text.startsWith("(", space + 1);
  }

  /** The lines with what was broken put together. */
  static List<LogLine> all(List<LogLine> lines) {
    List<LogLine> whole = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); ) {
      int pieces = pieces(lines, i);
      whole.add(pieces == 0 ? lines.get(i) : joined(lines, i, pieces));
      i += 1 + pieces;
    }
    return whole;
  }

  private static int pieces(List<LogLine> lines, int at) {
    String text = lines.get(at).text();
    if (text.isEmpty()) {
      return 0;
    }
    for (Kind kind : KINDS) {
      if (kind.open.test(text)) {
        return pieces(lines, at, kind);
      }
    }
    return 0;
  }

  private static int pieces(List<LogLine> lines, int at, Kind kind) {
    StringBuilder text = new StringBuilder(lines.get(at).text());
    for (int i = 1; i <= PIECES && at + i < lines.size(); i++) {
      LogLine next = lines.get(at + i);
      if (next.isBlank() || (lines.get(at).isStamped() && next.isStamped())) {
        return 0;
      }
      text.append(' ').append(next.text());
      if (kind.whole.test(text.toString())) {
        return i;
      }
    }
    return 0;
  }

  private static LogLine joined(List<LogLine> lines, int at, int pieces) {
    StringBuilder text = new StringBuilder(lines.get(at).text());
    for (int i = 1; i <= pieces; i++) {
      text.append(' ').append(lines.get(at + i).text());
    }
    return lines.get(at).with(text.toString());
  }
}

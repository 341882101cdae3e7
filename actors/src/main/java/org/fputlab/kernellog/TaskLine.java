package org.fputlab.kernellog;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The line with which {@code sched_show_task} begins (kernel/sched/core.c), in its three forms:
 * {@code task:nfsd state:D ... pid:} since 5.9, {@code nfsd D12800 2496 1713 0x00000000} before
 * that, and with a program counter and {@code (NOTLB)} in 2.6.
 *
 * @param comm the task's name, of 15 characters at most
 * @param state the state letter
 * @param pid its number, or -1 where the line was cut before it
 * @param tgid its process, or -1
 * @param ppid its parent, or -1
 */
record TaskLine(String comm, String state, int pid, int tgid, int ppid) {

  private static final Pattern NAMED =
      Pattern.compile(
          "^task:\\s?(.{1,32}?)\\s*\\bstate:\\s?(\\S)(?:\\s+running(?: task)?)?"
              + "(?:.*?\\bpid:\\s*(\\d+))?(?:\\s+tgid:\\s*(\\d+))?(?:\\s+ppid:\\s*(\\d+))?.*$");

  private static final String STATE = "\\s([RSDTtZXxKWPI])\\s*(?:running(?: task)?\\s)?\\s*";
  private static final String FLAGS = "\\s+(?:0x[0-9a-f]{8,16}\\b|\\((?:NOTLB|L-TLB)\\)).*$";

  private static final List<Pattern> COLUMNS =
      List.of(
          Pattern.compile(
              "^(.{1,16}?)\\s*"
                  + STATE
                  + "(?:[0-9a-fA-F]{8,16}\\s+)?(?:\\d+)?\\s+(\\d+)\\s+(\\d+)"
                  + FLAGS),
          Pattern.compile(
              "^(.{1,16}?)\\s*"
                  + STATE
                  + "(?:[0-9a-fA-F]{8,16})\\s+\\d+\\s+(\\d+)\\s+(\\d+)\\b.*$"));

  /** The line, or null where it is another. */
  static @Nullable TaskLine of(String text) {
    if (text.startsWith("task:")) {
      Matcher named = NAMED.matcher(text);
      return named.matches()
          ? new TaskLine(
              named.group(1).strip(),
              named.group(2),
              Numbers.of(named.group(3)),
              Numbers.of(named.group(4)),
              Numbers.of(named.group(5)))
          : null;
    }
    if (!text.contains(" 0x") && !text.contains("TLB)")) {
      return null;
    }
    for (Pattern form : COLUMNS) {
      Matcher columns = form.matcher(text);
      if (columns.matches() && !columns.group(1).contains("(")) {
        return new TaskLine(
            columns.group(1).strip(),
            columns.group(2),
            Numbers.of(columns.group(3)),
            Numbers.NONE,
            Numbers.of(columns.group(4)));
      }
    }
    return null;
  }
}

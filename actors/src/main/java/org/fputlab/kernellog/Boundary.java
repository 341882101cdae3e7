package org.fputlab.kernellog;

import java.util.List;
import java.util.regex.Pattern;

/** Lines at which something new begins, so that a stack or a list that was read has ended. */
final class Boundary {

  private static final List<String> HEADS =
      List.of(
          "INFO: ",
          "BUG: ",
          "WARNING: ",
          "=====",
          "-----",
          "-> #",
          "Call Trace",
          "Call trace",
          "Backtrace",
          "stack backtrace",
          "Showing all locks",
          "Showing busy",
          "NMI backtrace",
          "Sending NMI",
          "sysrq:",
          "sysrq :",
          "SysRq :",
          "SysRq:",
          "Kernel panic",
          "Future hung task",
          "CPU: ",
          "Workqueue: ",
          "workqueue ",
          "task:",
          "task ",
          "irq event stamp",
          "other info that",
          "Possible ",
          "Chain exists",
          "the existing dependency",
          "which ",
          "but ",
          "-- ");

  private static final Pattern OTHERS =
      Pattern.compile(
          "^(?:[-=_#*]{3,}|\\d+ locks? (?:held|on stack) by .*|no locks held by .*|rcu: INFO.*"
              + "|\\[ INFO: .*|.*/proc/(?:\\d+|self|\\$\\w+)/(?:task/\\d+/)?(?:stack|wchan)\\b.*"
              + "|PID: \\d+\\s+TASK: .*|\\{[-A-Z]+\\} state was registered at:.*"
              + "|.* is trying to acquire lock:?|.*\\[HC\\d.*|watchdog: BUG.*)$");

  private Boundary() {}

  /** Whether this line begins something. */
  static boolean isHead(String text) {
    if (text.isEmpty()) {
      return false;
    }
    for (String head : HEADS) {
      if (text.startsWith(head)) {
        return true;
      }
    }
    return OTHERS.matcher(text).matches() || TaskLine.of(text) != null;
  }
}

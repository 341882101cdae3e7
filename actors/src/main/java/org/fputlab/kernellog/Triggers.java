package org.fputlab.kernellog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Words that only reports have, looked for in the bytes of a line all at once (Aho and Corasick),
 * so that a gigabyte of other lines passes in seconds.
 */
final class Triggers {

  /** So many lines a report may go on behind such a line without another. */
  static final int LINES_AFTER = 48;

  /** Behind a table's head its rows have no such words. */
  private static final int LINES_OF_A_TABLE = 100_000;

  private static final List<String> WORDS =
      List.of(
          "INFO: task ",
          "INFO: rcu_",
          "INFO: possible",
          "INFO: lockdep is",
          "INFO: inconsistent",
          "-safe -> ",
          "blocked on a",
          "WARNING: possible",
          "WARNING: inconsistent",
          "trying to acquire",
          "holding lock",
          "locks held",
          "lock held",
          "Show Blocked",
          "Show State",
          "SysRq",
          "sysrq",
          "/stack",
          "/wchan",
          "Call Trace",
          "Call trace",
          "Backtrace:",
          "stack backtrace",
          "task:",
          "+0x",
          "[<",
          "[inline]",
          "-> #",
          "hogged CPU",
          "workqueue lockup",
          "workqueue ",
          "in-flight:",
          "pwq ",
          "Workqueue:",
          " at ffff",
          "COMMAND:",
          "Comm: ",
          "tainted ",
          "Tainted: ",
          "soft lockup",
          "INFO: self-det",
          "Linux version",
          "funcgraph_",
          "Hit Ctrl-C",
          "Attaching ",
          "kallsyms",
          "FD: ",
          "irq_context: ",
          "lock_stat version",
          "[kernel]",
          "() {",
          "();",
          " <-",
          "pid father",
          "Future hung task",
          "hung_task",
          "fput",
          ".c:");

  private static final List<String> TABLE_HEADS = List.of("WCHAN", ",wchan", "slabinfo - version");

  private static final int NONE = -1;

  static final Triggers KNOWN = new Triggers();

  private final int[][] next;
  private final int[] keeps;

  private Triggers() {
    int states = 1;
    for (List<String> words : List.of(WORDS, TABLE_HEADS)) {
      states += words.stream().mapToInt(String::length).sum();
    }
    next = new int[states][256];
    keeps = new int[states];
    for (int[] row : next) {
      Arrays.fill(row, NONE);
    }
    Count count = new Count();
    WORDS.forEach(word -> enter(word, LINES_AFTER, count));
    TABLE_HEADS.forEach(word -> enter(word, LINES_OF_A_TABLE, count));
    link();
  }

  private static final class Count {
    int states = 1;
  }

  private void enter(String word, int keep, Count count) {
    int state = 0;
    for (byte b : word.getBytes(StandardCharsets.ISO_8859_1)) {
      int to = next[state][b & 0xff];
      if (to == NONE) {
        to = count.states++;
        next[state][b & 0xff] = to;
      }
      state = to;
    }
    keeps[state] = Math.max(keeps[state], keep);
  }

  private void link() {
    int[] fails = new int[next.length];
    Deque<Integer> open = new ArrayDeque<>();
    for (int b = 0; b < 256; b++) {
      int to = next[0][b];
      if (to == NONE) {
        next[0][b] = 0;
      } else {
        open.add(to);
      }
    }
    while (!open.isEmpty()) {
      int state = open.remove();
      keeps[state] = Math.max(keeps[state], keeps[fails[state]]);
      for (int b = 0; b < 256; b++) {
        int to = next[state][b];
        if (to == NONE) {
          next[state][b] = next[fails[state]][b];
        } else {
          fails[to] = next[fails[state]][b];
          open.add(to);
        }
      }
    }
  }

  /** How many lines to keep from this one on; 0 where it has no such word. */
  int keep(byte[] bytes, int from, int to) {
    int state = 0;
    int keep = 0;
    for (int i = from; i < to; i++) {
      state = next[state][bytes[i] & 0xff];
      if (keeps[state] > keep) {
        keep = keeps[state];
      }
    }
    return keep;
  }
}

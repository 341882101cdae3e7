package org.fputlab.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lockdep report, whoever printed it.
 *
 * @param kind as in "circular locking dependency"
 * @param task who asked for the lock
 * @param taking that lock, with its usage and where it was asked for
 * @param holding the lock held that makes it a circle
 * @param chain the dependency chain in reverse order, each with its usage
 * @param exists the line of "Chain exists of"
 * @param unsafe the "possible unsafe locking scenario"
 * @param held all that the task holds
 * @param stack where it asked for the lock, the innermost function first
 */
record LockdepText(
    String kind,
    String task,
    String taking,
    String holding,
    List<String> chain,
    String exists,
    List<String> unsafe,
    List<String> held,
    List<String> stack) {

  private static final Pattern LOCK = Pattern.compile("\\(((?:[^(){}]|\\([^)]*\\))+)\\)\\{");

  /** The first report among these lines. */
  static Optional<LockdepText> in(List<String> log) {
    List<String> lines = KernelText.plain(log);
    int start = indexOf(lines, "WARNING: possible ", 0);
    return start == lines.size() ? Optional.empty() : Optional.of(parsed(lines, start));
  }

  private static LockdepText parsed(List<String> lines, int start) {
    int trying = indexOf(lines, " is trying to acquire lock:", start);
    int exists = indexOf(lines, "Chain exists of:", start);
    int trace = indexOf(lines, "stack backtrace:", start);
    int held = indexOf(lines, " held by ", start);
    return new LockdepText(
        lines.get(start).replaceAll("WARNING: possible | detected", ""),
        lines.get(trying).replace(" is trying to acquire lock:", ""),
        lines.get(trying + 1),
        lines.get(indexOf(lines, "already holding lock:", start) + 1),
        lines.subList(start, trace).stream().filter(line -> line.startsWith("-> #")).toList(),
        exists < trace ? lines.get(exists + 1).strip() : "",
        unsafe(lines.subList(indexOf(lines, "Possible unsafe", start), held)),
        lines.subList(held, trace).stream().map(String::strip).filter(l -> !l.isEmpty()).toList(),
        stack(lines.subList(trace, lines.size())));
  }

  private static List<String> unsafe(List<String> lines) {
    return lines.stream()
        .map(String::strip)
        .filter(line -> line.contains("lock(") || line.contains("CPU0"))
        .map(line -> line.replaceAll(" +", " "))
        .toList();
  }

  /** The functions of a backtrace; those that print it, and those of lockdep itself, left out. */
  private static List<String> stack(List<String> lines) {
    List<String> stack = new ArrayList<>();
    for (String line : lines) {
      String function = line.strip();
      if (line.startsWith(" ") && function.matches("\\w+")) {
        stack.add(function);
      } else if (!stack.isEmpty()) {
        break;
      }
    }
    return stack;
  }

  private static int indexOf(List<String> lines, String part, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).contains(part)) {
        return i;
      }
    }
    return lines.size();
  }

  /** The report but for its stack, which the emulator has only in outline. */
  LockdepText withoutStack() {
    return new LockdepText(kind, task, taking, holding, chain, exists, unsafe, held, List.of());
  }

  /** In one line: the circle, from the lock asked for to the one held and back. */
  String summary() {
    if (chain.isEmpty()) {
      return "lockdep: recursive, `" + name(taking) + "` twice" + heldLocks();
    }
    List<String> circle = new ArrayList<>();
    chain.forEach(entry -> circle.add(0, name(entry)));
    circle.add(circle.get(0));
    return "lockdep: circular, `" + String.join(" -> ", circle) + "`" + heldLocks();
  }

  private String heldLocks() {
    return ", " + held.get(0).replaceAll(" by .*", "");
  }

  private static String name(String lock) {
    Matcher name = LOCK.matcher(lock);
    if (!name.find()) {
      throw new IllegalArgumentException("no lock: " + lock);
    }
    return name.group(1);
  }
}

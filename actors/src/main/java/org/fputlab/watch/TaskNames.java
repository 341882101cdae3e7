package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Many tasks in few words: {@code nfsd-0..nfsd-41}, {@code 42 nfsd threads}. */
final class TaskNames {

  private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,9})");

  /** More ranges than this are counted, not named. */
  private static final int RANGES_NAMED = 6;

  private record Range(String prefix, int first, int last) {
    String text() {
      String from = prefix + first;
      return first == last ? from : from + (last == first + 1 ? ", " : "..") + prefix + last;
    }
  }

  private TaskNames() {}

  /** The names, runs of numbers drawn together. */
  static String compact(List<Sighting> tasks) {
    List<String> parts = parts(tasks);
    if (parts.size() <= RANGES_NAMED) {
      return String.join(", ", parts);
    }
    return String.join(", ", parts.subList(0, RANGES_NAMED)) + " and others";
  }

  private static List<String> parts(List<Sighting> tasks) {
    List<String> parts = new ArrayList<>();
    Range range = null;
    for (Sighting task : tasks) {
      Matcher numbered = NUMBERED.matcher(task.name());
      boolean matches = numbered.matches();
      int number = matches ? Integer.parseInt(numbered.group(2)) : 0;
      String prefix = matches ? numbered.group(1) : "";
      if (range != null && matches && range.prefix.equals(prefix) && range.last + 1 == number) {
        range = new Range(prefix, range.first, number);
        continue;
      }
      if (range != null) {
        parts.add(range.text());
        range = null;
      }
      if (matches && task.name().equals(prefix + number)) {
        range = new Range(prefix, number, number);
      } else {
        parts.add(task.name());
      }
    }
    if (range != null) {
      parts.add(range.text());
    }
    return parts;
  }

  /** One task by its name, many of one kind by number and kind, others by number and names. */
  static String crowd(List<Sighting> tasks) {
    if (tasks.size() == 1) {
      return tasks.get(0).name();
    }
    Set<String> groups = new LinkedHashSet<>();
    tasks.forEach(task -> groups.add(task.group()));
    if (groups.size() == 1) {
      return tasks.size() + " " + tasks.get(0).group() + " " + word(tasks.get(0), tasks.size());
    }
    return tasks.size() + " tasks (" + compact(tasks) + ")";
  }

  /** {@code thread} for a kernel thread, {@code task} for another. */
  static String word(Sighting task, int number) {
    return (task.row().isKthread() ? "thread" : "task") + (number == 1 ? "" : "s");
  }
}

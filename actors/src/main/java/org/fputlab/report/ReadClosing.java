package org.fputlab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.kernellog.FunctionTable;
import org.fputlab.kernellog.SeenTask;
import org.fputlab.kernellog.SeenWait;
import org.fputlab.kernellog.Situation;

/** Which of those who wait are in the midst of a close, and what that does to the others. */
final class ReadClosing {

  private ReadClosing() {}

  static List<String> lines(Situation situation, FunctionTable table) {
    Map<String, List<String>> parts = new LinkedHashMap<>();
    Set<String> workers = new LinkedHashSet<>();
    int closing = 0;
    for (SeenWait wait : situation.waits()) {
      List<FunctionTable.Entry> functions = wait.task().closing(table);
      closing += functions.isEmpty() ? 0 : 1;
      boolean runs = wait.task().task().isWorker();
      functions.stream()
          .filter(entry -> entry.role().equals("worker") || entry.role().equals("flush-worker"))
          .map(entry -> ofWorker(entry, runs, wait.task().name()))
          .forEach(workers::add);
      if (!functions.isEmpty()) {
        FunctionTable.Entry last = outermost(functions);
        parts
            .computeIfAbsent(last.function() + ": " + last.what(), none -> new ArrayList<>())
            .add(wait.task().name());
      }
    }
    List<String> lines = new ArrayList<>();
    int waits = situation.waits().size();
    if (waits > 0) {
      lines.add(
          closing == 0
              ? "none: nobody of those who wait is closing a file"
              : closing
                  + " of the "
                  + waits
                  + " who wait "
                  + (closing == 1 ? "is" : "are")
                  + " closing");
    }
    parts.forEach((part, names) -> lines.add(part + ": " + shown(names)));
    lines.addAll(workers);
    return lines;
  }

  /** What it means to others that a task stands still in a close that was put off. */
  private static String ofWorker(FunctionTable.Entry part, boolean runs, String task) {
    if (part.role().equals("flush-worker")) {
      return "%s waits until delayed closes are done, those of others among them (inferred from %s)"
          .formatted(task, part.function());
    }
    return runs
        ? "%s is the worker that runs %s: all that is put off to it waits behind it"
            .formatted(task, part.function())
        : "%s runs %s itself, and with it closes of others".formatted(task, part.function());
  }

  /** What started the close, as far as the stack shows. */
  private static FunctionTable.Entry outermost(List<FunctionTable.Entry> functions) {
    return functions.get(functions.size() - 1);
  }

  private static String shown(List<String> names) {
    int most = Math.min(names.size(), 6);
    return String.join(", ", names.subList(0, most))
        + (most < names.size() ? " and " + (names.size() - most) + " more" : "");
  }

  static boolean isClosing(SeenTask task, FunctionTable table) {
    return !task.closing(table).isEmpty();
  }
}

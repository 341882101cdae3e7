package org.fputlab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.kernellog.FunctionTable;
import org.fputlab.kernellog.SeenTask;
import org.fputlab.kernellog.SeenWait;
import org.fputlab.kernellog.Situation;

/** Which of those who wait are in the midst of a close, and what that does to the others. */
final class ReadClosing {

  private ReadClosing() {}

  static List<String> lines(Situation situation, FunctionTable table) {
    Map<String, List<String>> parts = new LinkedHashMap<>();
    boolean worker = false;
    int closing = 0;
    for (SeenWait wait : situation.waits()) {
      List<FunctionTable.Entry> functions = wait.task().closing(table);
      closing += functions.isEmpty() ? 0 : 1;
      worker |= functions.stream().anyMatch(entry -> entry.role().equals("worker"));
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
    if (worker) {
      lines.add(
          "the worker of delayed closes is among them: every other delayed close of the machine waits behind it");
    }
    return lines;
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

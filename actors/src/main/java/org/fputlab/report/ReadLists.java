package org.fputlab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.kernellog.PrintedLock;
import org.fputlab.kernellog.SeenTask;
import org.fputlab.kernellog.Situation;

/**
 * Locks that lockdep lists for more than one task, where no stack tells who of them waits: a lock
 * that is not the last of its task's list is held, of the last that does not follow.
 */
final class ReadLists {

  /** Locks shown; a machine with a thousand tasks in a list has one or two that matter. */
  private static final int SHOWN = 8;

  private ReadLists() {}

  static List<String> lines(Situation situation) {
    Map<String, List<String>> places = new LinkedHashMap<>();
    for (SeenTask task : situation.tasks()) {
      if (situation.wait(task) == null && task.task().stack().isEmpty()) {
        for (PrintedLock lock : task.locks()) {
          places
              .computeIfAbsent(lock.name() + " " + lock.address(), none -> new ArrayList<>())
              .add(place(task, lock));
        }
      }
    }
    List<String> lines = new ArrayList<>();
    places.forEach(
        (lock, who) -> {
          if (who.size() > 1 && lines.size() < SHOWN) {
            lines.add(lock.strip().replaceFirst(" \\S*$", "") + ": " + String.join(", ", who));
          }
        });
    return lines;
  }

  private static String place(SeenTask task, PrintedLock lock) {
    boolean last = lock.equals(task.locks().get(task.locks().size() - 1));
    String in = lock.at().isEmpty() ? "" : " in " + lock.at();
    return task.name() + (last ? " has it or waits for it" : " has it") + in;
  }
}

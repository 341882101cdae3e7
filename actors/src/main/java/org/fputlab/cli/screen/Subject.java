package org.fputlab.cli.screen;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.fputlab.cli.remote.LiveView;
import org.fputlab.cli.remote.LiveView.Task;

/** The task that a mailbox makes one think of. */
final class Subject {

  private Subject() {}

  /**
   * Its owner; or of a pool's tasks the one that has waited longest; or of those that wait for its
   * owner.
   */
  static Optional<Task> of(String actor, LiveView live) {
    return Stream.of(
            live.tasks().stream().filter(task -> task.name().equals(actor)),
            live.tasks().stream().filter(task -> task.group().equals(actor)),
            live.tasks().stream().filter(task -> waitsFor(actor, task)))
        .map(tasks -> tasks.min(Comparator.comparingLong(Subject::since)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean waitsFor(String actor, Task task) {
    return task.waitsFor() != null && task.waitsFor().resource().equals(actor);
  }

  private static long since(Task task) {
    return task.waitsFor() == null ? Long.MAX_VALUE : task.waitsFor().sinceNs();
  }
}

package org.fputlab.kernel.files;

import java.util.List;
import org.fputlab.kernel.mounts.Closings;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Running;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * How one task asks an open file whether it has an event, be it known to the task by name or not.
 *
 * <p>Emulates {@code vfs_poll} (include/linux/poll.h, v6.6) and {@code epi_fget} (fs/eventpoll.c,
 * v6.9), which takes a reference unless the last is gone.
 */
public final class FilePolls {

  private final Files files;
  private final Running task;
  private final Execution execution;
  private boolean got;

  FilePolls(Running task, Files files) {
    this.files = files;
    this.task = task;
    this.execution = task.execution();
  }

  /** Runs the file's {@code ->poll}. */
  public boolean poll(int file, int mount) {
    if (execution.machine().mounts().get(mount).fileSystem().poll().isEmpty()) {
      return true;
    }
    Step begin =
        Step.inside(
            all -> {
              files.vfs().tell(new Vfs.BeginFlush(file, execution.self()));
              return false;
            });
    Step poll =
        Step.inside(all -> all.call(task.the(Closings.class).current().fileSystem().poll()));
    Step end =
        Step.inside(
            all -> {
              task.the(Closings.class).endFlush();
              return true;
            });
    return task.call(new Path("vfs_poll", List.of(begin, poll, end)));
  }

  /** Runs the path with a reference of its own to the file, unless none is left to take it from. */
  public boolean withReference(int file, Path path) {
    Step get =
        Step.inside(
            all -> {
              files.vfs().tell(new Vfs.GetUnlessGone(file, execution.self()));
              return false;
            });
    Step run = Step.inside(all -> all.call(path));
    Step put = Step.inside(all -> all.the(FilePuts.class).putNow(file));
    Step ifGot = Step.inside(all -> !got || all.call(new Path("", List.of(run, put))));
    return task.call(new Path("", List.of(get, ifGot)));
  }

  void asked(GotFile answer) {
    got = answer.got();
    execution.goOn();
  }
}

package org.fputlab.scenario.measured;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.StepsHeard;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.kernel.files.PutAnswer;
import org.fputlab.kernel.files.Vfs;

/**
 * In which order an emulated kernel releases files, and how long after they were closed.
 *
 * <p>As where it was measured, a release begins with the file system's own code: what {@code
 * __fput} does before is over, and another closer may have been faster in it.
 */
final class ReleaseOrder implements StepsHeard.Listener {

  private static final int NONE = -1;

  private final SimEngine engine;
  private final int stepsBefore;
  private final Histogram lags = new Histogram(3);

  /** Who is in {@code __fput} and before the release, and which step of it comes next. */
  private final Map<TaskRow, Begun> begun = new LinkedHashMap<>();

  /** The file whose {@code __fput} the task begins that takes the next step. */
  private int next = NONE;

  private long[] putAt = new long[1024];
  private long[] putOrder = new long[1024];
  private long puts;
  private long lastBegun;
  private long inversions;
  private long lastRelease;

  private record Begun(int file, int steps) {}

  /**
   * Nothing was closed yet.
   *
   * @param stepsBefore how many steps of a close come before those of the release
   */
  ReleaseOrder(SimEngine engine, int stepsBefore) {
    this.engine = engine;
    this.stepsBefore = stepsBefore;
    engine.tables().steps().listen(this);
  }

  @Override
  public void step(TaskRow task, Supplier<String> step) {
    Begun closing = next == NONE ? begun.remove(task) : new Begun(next, 0);
    next = NONE;
    if (closing != null && closing.steps < stepsBefore) {
      begun.put(task, new Begun(closing.file, closing.steps + 1));
    } else if (closing != null) {
      begin(closing.file);
    }
  }

  /** A message that is about to be handled. */
  void hear(Object message) {
    if (message instanceof Vfs.Fput put) {
      put(put.file());
    } else if (message instanceof Vfs.FputSync put) {
      put(put.file());
    } else if (message instanceof Vfs.FputBounded put) {
      put(put.file());
    } else if (message instanceof Vfs.HandOver put) {
      put(put.file());
    } else if (message instanceof PutAnswer.LastPut last) {
      next = last.file();
    } else if (message instanceof Vfs.Dput released) {
      release(released.file());
    }
  }

  /** The first that is heard of a file's close counts. */
  private void put(int file) {
    if (file >= putAt.length) {
      int larger = Math.max(file + 1, putAt.length * 2);
      putAt = Arrays.copyOf(putAt, larger);
      putOrder = Arrays.copyOf(putOrder, larger);
    }
    if (putOrder[file] == 0) {
      putOrder[file] = ++puts;
      putAt[file] = engine.now();
    }
  }

  private void begin(int file) {
    if (putOrder[file] < lastBegun) {
      inversions++;
    }
    lastBegun = putOrder[file];
  }

  private void release(int file) {
    lags.recordValue(engine.now() - putAt[file]);
    lastRelease = engine.now();
    putOrder[file] = 0;
  }

  /** From the close call to the end of the release. */
  Histogram lags() {
    return lags;
  }

  /** Releases that began right after that of a file that was closed later. */
  long inversions() {
    return inversions;
  }

  /** When the last release ended. */
  long lastRelease() {
    return lastRelease;
  }
}

package org.fputlab.scenario.measured;

import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.kernel.files.PutAnswer;
import org.fputlab.kernel.files.Vfs;

/** In which order an emulated kernel finalises files, and how long after they were closed. */
final class ReleaseOrder {

  private final SimEngine engine;
  private final Histogram lags = new Histogram(3);
  private long[] putAt = new long[1024];
  private long[] putOrder = new long[1024];
  private long puts;
  private long lastBegun;
  private long inversions;
  private long lastRelease;

  ReleaseOrder(SimEngine engine) {
    this.engine = engine;
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
    } else if (message instanceof PutAnswer.LastPut begun) {
      begin(begun.file());
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

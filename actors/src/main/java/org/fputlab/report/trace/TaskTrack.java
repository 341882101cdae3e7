package org.fputlab.report.trace;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Frame;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.jspecify.annotations.Nullable;

/**
 * One task's track: the functions on its stack, and on top of them what it waits for.
 *
 * <p>A slice is written when it has lasted long enough to be shown, and with it all that it stands
 * on: those have lasted longer. So nothing is written of the many that come and go at once, and
 * what is written stays in the order of its times.
 */
final class TaskTrack {

  /** One open slice. */
  private static final class Slice {
    private final long begun;
    private final @Nullable Frame frame;
    private boolean written;

    Slice(long begun, @Nullable Frame frame) {
      this.begun = begun;
      this.frame = frame;
    }

    /** A function that is called again is another frame of the same contents. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Frame other) {
      return frame == other;
    }
  }

  /** What a task waits for, since when in the order of all waits, and who had it then. */
  record Waiting(
      Resource resource, long order, boolean shared, @Nullable TaskRow holder, int more) {}

  private final TaskRow task;
  private final int process;
  private final TraceWriter out;
  private final Detail detail;
  private final List<Slice> open = new ArrayList<>();
  private @Nullable Waiting wait;
  private long last;

  TaskTrack(TaskRow task, int process, TraceWriter out, Detail detail) {
    this.task = task;
    this.process = process;
    this.out = out;
    this.detail = detail;
  }

  TaskRow task() {
    return task;
  }

  @Nullable Waiting waiting() {
    return wait;
  }

  /** The task's stack is this one now. */
  void framed(@Nullable Frame top, long now) {
    endWait(now);
    int depth = top == null ? 0 : top.depth();
    while (open.size() > depth) {
      pop(now);
    }
    List<Frame> further = new ArrayList<>();
    for (Frame frame = top; frame != null; frame = frame.caller()) {
      if (frame.depth() <= open.size() && open.get(frame.depth() - 1).isOf(frame)) {
        break;
      }
      further.add(frame);
    }
    while (open.size() > depth - further.size()) {
      pop(now);
    }
    for (int i = further.size() - 1; i >= 0; i--) {
      open.add(new Slice(now, further.get(i)));
    }
  }

  /** The task begins to wait. */
  void waits(Waiting what, long now) {
    wait = what;
    open.add(new Slice(now, null));
  }

  /** The present wait is for something more particular. */
  void waitsRather(Waiting what) {
    wait = what;
  }

  /** The present wait, if any, has ended. */
  void endWait(long now) {
    if (wait != null) {
      pop(now);
      wait = null;
    }
  }

  /** Whether the present wait has lasted long enough to be shown. */
  boolean isLongWait(long now) {
    return wait != null && detail.shows(now - open.get(open.size() - 1).begun);
  }

  /** An arrow comes to the end of the present wait. */
  void arrowComes(long id, long now) {
    writeOpen();
    out.arrowComes(process, task.pid(), now, id);
    last = now;
  }

  /** An arrow leaves for a task that this one wakes, if what is written allows that time. */
  boolean arrowLeaves(String woken, long id, long at) {
    if (at < last) {
      return false;
    }
    writeOpen();
    out.begin(process, task.pid(), at, "wake", "wakes " + woken);
    out.arrowLeaves(process, task.pid(), at, id);
    out.end(process, task.pid(), at);
    last = at;
    return true;
  }

  private void pop(long now) {
    Slice slice = open.get(open.size() - 1);
    if (slice.written || detail.shows(now - slice.begun)) {
      writeOpen();
      out.end(process, task.pid(), now);
      last = now;
    } else {
      detail.leaveOut();
    }
    open.remove(open.size() - 1);
  }

  private void writeOpen() {
    for (Slice slice : open) {
      if (!slice.written) {
        slice.written = true;
        write(slice);
        last = slice.begun;
      }
    }
  }

  private void write(Slice slice) {
    Frame frame = slice.frame;
    Waiting waiting = wait;
    if (frame != null) {
      String work = task.work();
      if (frame.depth() == 1 && work != null) {
        out.begin(process, task.pid(), slice.begun, "function", frame.function(), "work", work);
      } else {
        out.begin(process, task.pid(), slice.begun, "function", frame.function());
      }
    } else if (waiting != null) {
      writeWait(slice.begun, waiting);
    }
  }

  private void writeWait(long begun, Waiting waiting) {
    Resource resource = waiting.resource();
    String name = "waits for " + resource.name();
    String kind = resource.kind().word() + (waiting.shared() ? ", shared" : "");
    TaskRow holder = waiting.holder();
    if (holder == null) {
      out.begin(process, task.pid(), begun, "wait", name, "kind", kind);
    } else {
      String others = waiting.more() == 0 ? "" : " and " + waiting.more() + " more";
      out.begin(
          process,
          task.pid(),
          begun,
          "wait",
          name,
          "kind",
          kind,
          "held by",
          holder.name() + others);
    }
  }

  /** The run has ended: what is open is shown to its end, however short. */
  void end(long now) {
    writeOpen();
    for (int i = open.size(); i > 0; i--) {
      out.end(process, task.pid(), now);
    }
    open.clear();
    wait = null;
  }
}

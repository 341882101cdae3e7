package org.fputlab.report.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Journal;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Run;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.TaskWatcher;
import org.fputlab.engine.Wait;
import org.fputlab.report.trace.TaskTrack.Waiting;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run as a trace while it goes on: a process for each group of tasks, a track for each
 * task with the functions on its stack and its waits, counters, events and findings, and arrows
 * from who gives a lock, ends a work item or completes a completion to whom that wakes.
 *
 * <p>In an order of events no step is bound to the time that it takes. There each thing that
 * happens takes a microsecond.
 *
 * <p>Left out: what ends a wait by itself, as a server's answer or a timer, has no arrow; nor has
 * whoever puts work on a queue.
 */
public final class TraceRecorder implements RunListener, TaskWatcher {

  /** Where counters and events are. */
  static final int MACHINE = 1;

  /** A file of this size opens in a browser, and is below 50 MB with what ends it. */
  private static final long LARGEST = 46_000_000;

  private static final int EVENTS = 1;
  private static final int FINDINGS = 2;

  /** Task numbers begin at 100; a thread of a process's number would be its first. */
  private static final int FIRST_PROCESS = 1_000_000;

  private static final int LOOKS = 1000;

  /** What one thing that happens takes where time tells nothing, in nanoseconds. */
  private static final long MOMENT = 1000;

  private static final long SHORTEST_END = 10;

  private final TraceWriter out;
  private final long duration;
  private final Detail detail;
  private final Waiters waiters = new Waiters();
  private final Map<TaskRow, TaskTrack> tracks = new LinkedHashMap<>();
  private final Map<String, Integer> processes = new LinkedHashMap<>();
  private final Map<String, List<TaskRow>> holders = new LinkedHashMap<>();
  private @Nullable Engine engine;
  private @Nullable Counters counters;
  private final boolean inOrder;
  private long happened;
  private long arrows;

  /**
   * A trace of the next run.
   *
   * @param to where it goes
   * @param duration how long the run is meant to be, in nanoseconds
   */
  public TraceRecorder(OutputStream to, long duration) {
    this(to, duration, LARGEST, false);
  }

  TraceRecorder(OutputStream to, long duration, long largest) {
    this(to, duration, largest, false);
  }

  /** A trace of the next schedule, by the order in which things happen. */
  public static TraceRecorder ofOrder(OutputStream to) {
    return new TraceRecorder(to, 1, LARGEST, true);
  }

  private TraceRecorder(OutputStream to, long duration, long largest, boolean inOrder) {
    this.inOrder = inOrder;
    this.out = new TraceWriter(to);
    this.duration = Math.max(1, duration);
    this.detail = new Detail(largest, out::written);
  }

  @Override
  public void begins(Engine machine, Run<?> run) {
    engine = machine;
    Counters counts = new Counters(machine.tables(), waiters, out);
    counters = counts;
    out.named("process_name", MACHINE, 0, "machine");
    out.named("thread_name", MACHINE, EVENTS, "events");
    out.named("thread_name", MACHINE, FINDINGS, "findings");
    machine.tables().tasks().watchedBy(this);
    if (inOrder) {
      return;
    }
    run.every(
        Math.max(1, duration / LOOKS),
        () -> {
          if (!detail.isFull()) {
            counts.look(now());
          }
          detail.look((double) now() / duration);
        });
  }

  private long now() {
    if (inOrder) {
      return happened * MOMENT;
    }
    Engine machine = engine;
    return machine == null ? 0 : machine.now();
  }

  /** Something happens now. */
  private void happens() {
    Counters counts = counters;
    if (inOrder && counts != null && !detail.isFull()) {
      happened++;
      counts.look(now());
    }
  }

  private TaskTrack track(TaskRow task) {
    TaskTrack known = tracks.get(task);
    if (known == null) {
      int process = process(task.group());
      out.named("thread_name", process, task.pid(), task.name());
      known = new TaskTrack(task, process, out, detail);
      tracks.put(task, known);
    }
    return known;
  }

  private int process(String group) {
    Integer known = processes.get(group);
    if (known == null) {
      known = FIRST_PROCESS + processes.size();
      processes.put(group, known);
      out.named("process_name", known, 0, group);
    }
    return known;
  }

  @Override
  public void framed(TaskRow task) {
    happens();
    track(task).framed(task.frame(), now());
  }

  @Override
  public void changed(TaskRow task) {
    happens();
    TaskTrack track = track(task);
    Wait wait = task.waitsFor();
    Waiting before = track.waiting();
    if (before != null && (wait == null || wait.order() != before.order())) {
      endWait(track, before);
      before = null;
    }
    if (wait != null && (before == null || before.resource() != wait.resource())) {
      beginWait(track, before, wait);
    }
    if (task.state() == TaskRow.State.EXITED || task.state() == TaskRow.State.KILLED) {
      track.framed(null, now());
    }
  }

  private void beginWait(TaskTrack track, @Nullable Waiting before, Wait wait) {
    List<TaskRow> held = holders.getOrDefault(wait.resource().name(), List.of());
    TaskRow holder = held.isEmpty() ? null : held.get(0);
    int more = Math.max(0, held.size() - 1);
    Waiting waiting = new Waiting(wait.resource(), wait.order(), wait.shared(), holder, more);
    waiters.begins(wait.resource());
    if (before == null) {
      track.waits(waiting, now());
    } else {
      waiters.ends(before.resource());
      track.waitsRather(waiting);
    }
  }

  private void endWait(TaskTrack track, Waiting waiting) {
    long now = now();
    TaskRow giver = waiters.giver(waiting.resource(), inOrder ? 0 : now);
    if (giver != null && giver != track.task() && track.isLongWait(now)) {
      arrow(track(giver), track, now);
    }
    track.endWait(now);
    waiters.ends(waiting.resource());
  }

  private void arrow(TaskTrack from, TaskTrack to, long now) {
    if (from.arrowLeaves(to.task().name(), arrows + 1, now)) {
      arrows++;
      to.arrowComes(arrows, now);
    }
  }

  @Override
  public void took(TaskRow task, Resource resource) {
    holders.computeIfAbsent(resource.name(), name -> new ArrayList<>(1)).add(task);
  }

  @Override
  public void gave(TaskRow task, String resource) {
    List<TaskRow> held = holders.get(resource);
    if (held != null) {
      held.remove(task);
      if (held.isEmpty()) {
        holders.remove(resource);
      }
    }
    waiters.gives(task, resource, now());
  }

  @Override
  public void event(Journal.Event event) {
    if (!detail.isFull()) {
      out.mark(MACHINE, EVENTS, event.at(), event.actor() + ": " + event.text());
    }
  }

  @Override
  public void ended(RunResult result) {
    long now = result.simulated();
    tracks.values().forEach(track -> track.end(now));
    result.findings().stream()
        .sorted(Comparator.comparingLong(Finding::at))
        .forEach(finding -> out.mark(MACHINE, FINDINGS, finding.at(), finding.headline()));
  }

  /** The order of events is at its end, where this is wrong with the machine. */
  public void ended(List<Finding> findings) {
    happened += Math.max(SHORTEST_END, happened / 4); // what lasts forever is seen to last
    tracks.values().forEach(track -> track.end(now()));
    findings.forEach(finding -> out.mark(MACHINE, FINDINGS, now(), finding.headline()));
  }

  /**
   * Ends the file.
   *
   * @param said what else a reader of it should know, as the command that ran it
   * @return what was left out, for a person to read
   */
  public String finish(Map<String, String> said) throws IOException {
    boolean cut = counters != null && counters.isCut();
    String left = detail.said() + (cut ? ", and counters that rose after 120 others" : "");
    Map<String, String> all = new LinkedHashMap<>(said);
    all.put("left out", left);
    out.finish(all);
    out.close();
    return left;
  }

  /** How large the file is. */
  public long written() {
    return out.written();
  }
}

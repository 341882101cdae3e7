package org.fputlab.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Journal;
import org.fputlab.engine.Pace;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.fputlab.fault.FaultSpec;
import org.fputlab.fault.Faults;
import org.fputlab.fault.Switchboard;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.running.LiveListener;
import org.fputlab.scenario.running.LiveRun;
import org.fputlab.scenario.running.LiveState;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.text.ScenarioProblems;
import org.fputlab.watch.Backlog;
import org.fputlab.watch.Finding;
import org.fputlab.watch.MailboxState;
import org.fputlab.watch.Snapshot;
import org.fputlab.watch.TaskState;
import org.fputlab.watch.Verdict;

/** A live run made by hand: it stands still until a test moves it. */
final class StandInRun implements LiveRun {

  static final long SECOND = 1_000_000_000L;

  private static final String SCENARIO =
      """
      title    = "a server that can hang"
      duration = 60s
      servers.afs-server { workers = 1, service = 1ms, network = 1us }
      nfsd { threads = 2 }
      expect.deferred = ok
      """;

  private final Scenario scenario = load();
  private final List<LiveListener> listeners = new CopyOnWriteArrayList<>();
  private final List<Switchboard.Active> faults = new ArrayList<>();
  final CountDownLatch stopped = new CountDownLatch(1);
  private int begun;
  private volatile boolean over;
  private volatile Verdict verdict = Verdict.WAITS;

  private static Scenario load() {
    try {
      Path file = Files.createTempFile("live", ".conf");
      try {
        Files.writeString(file, SCENARIO);
        return ScenarioLoader.load(file, "scenarios/afs/live.conf");
      } finally {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (ScenarioProblems bad) {
      throw new IllegalStateException(bad);
    }
  }

  @Override
  public Scenario scenario() {
    return scenario;
  }

  @Override
  public RunOptions options() {
    return RunOptions.of(scenario);
  }

  @Override
  public synchronized LiveState state() {
    return new LiveState(
        new Snapshot(12 * SECOND, mailboxes(), tasks(), List.of(longWait()), verdict),
        new Pace(1, 0.98, 3_000_000, 40_000_000),
        120,
        100,
        20,
        new Backlog.Drift(
            "delayed_fput_list", 20, 25, 1.5, 0.5, 2.5, true, 120, List.of(5L, 25L, 20L)),
        times(1_500),
        times(2_000_000),
        new Histogram(3),
        List.copyOf(faults),
        over);
  }

  private static List<MailboxState> mailboxes() {
    return List.of(
        new MailboxState("nfsd", 17, 11 * SECOND, 137, 120, 2.5, 0, false, "io_lock(afs/)"),
        new MailboxState("vfs", 0, -1, 400, 400, 100, 100, true, ""));
  }

  private static List<TaskState> tasks() {
    TaskState.Held held = new TaskState.Held("io_lock(afs/)", "mutex", false, SECOND);
    TaskState.Awaited rpc =
        new TaskState.Awaited(
            "afs-server", "server", false, Sleep.KILLABLE, SECOND, List.of("afs-server"), 1);
    List<String> stack = List.of("afs_d_iput", "__fput", "kthread");
    return List.of(
        task(101, "nfsd-0", TaskRow.State.BLOCKED, stack, List.of(held), rpc),
        task(102, "nfsd-1", TaskRow.State.IDLE, List.of(), List.of(), null));
  }

  private static TaskState task(
      int pid,
      String name,
      TaskRow.State state,
      List<String> stack,
      List<TaskState.Held> holds,
      TaskState.Awaited rpc) {
    return new TaskState(pid, name, "nfsd", true, state, SECOND, "", stack, holds, rpc, false);
  }

  static Finding longWait() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("longest_wait_ns", 11 * SECOND);
    return new Finding(
        Finding.Kind.LONG_WAIT,
        "nfsd-0",
        "nfsd-0 waits for afs-server",
        SECOND,
        6 * SECOND,
        List.of("afs-server", "`- nfsd-0 waits 11 s for afs-server"),
        figures,
        Verdict.WAITS);
  }

  private static Histogram times(long nanos) {
    Histogram times = new Histogram(3);
    times.setAutoResize(true);
    times.recordValueWithCount(nanos, 100);
    return times;
  }

  /** Tells the followers of {@code count} events, from number {@code first} on. */
  void happen(long first, long count, String text) {
    for (long i = first; i < first + count; i++) {
      Journal.Event event = new Journal.Event(i, "vfs", text);
      listeners.forEach(listener -> listener.event(event));
    }
  }

  void find(Finding finding) {
    listeners.forEach(listener -> listener.finding(finding));
  }

  void showState() {
    listeners.forEach(listener -> listener.state(state()));
  }

  void end(Verdict last) {
    verdict = last;
    over = true;
    showState();
  }

  int followers() {
    return listeners.size();
  }

  @Override
  public void follow(LiveListener listener) {
    listeners.add(listener);
  }

  @Override
  public void unfollow(LiveListener listener) {
    listeners.remove(listener);
  }

  @Override
  public synchronized int inject(FaultSpec fault) {
    if (fault.on().equals("nfsd-1") && fault.duration().equals(OptionalLong.of(SECOND))) {
      throw new IllegalArgumentException("pause: cannot be put on nfsd-1");
    }
    faults.add(new Switchboard.Active(++begun, fault, 10 * SECOND));
    return begun;
  }

  @Override
  public synchronized boolean lift(int id) {
    return faults.removeIf(
        fault -> fault.id() == id && !Faults.of(fault.spec().kind()).orElseThrow().isFinal());
  }

  @Override
  public synchronized List<Integer> liftAll() {
    List<Integer> ids = new ArrayList<>();
    for (Switchboard.Active fault : List.copyOf(faults)) {
      if (lift(fault.id())) {
        ids.add(fault.id());
      }
    }
    return ids;
  }

  @Override
  public List<String> waitTree(String task) {
    return task.equals("nfsd-0")
        ? List.of("afs-server", "`- nfsd-0 waits 11 s for afs-server")
        : List.of();
  }

  @Override
  public void logLevelsChanged() {}

  @Override
  public void stop() {
    stopped.countDown();
  }
}

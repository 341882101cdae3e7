package org.fputlab.fault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.fputlab.engine.Journal;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.locks.LockWords;
import org.fputlab.kernel.processors.TimeWords;
import org.fputlab.kernel.servers.ServerWords;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Dist;
import org.fputlab.model.FileSystem;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.KernelVersion;
import org.fputlab.model.LockName;
import org.fputlab.model.Path;
import org.fputlab.model.Step;
import org.jspecify.annotations.Nullable;

/** A small machine for tests: what runs on it, the run, and its switchboard. */
final class EmulatedMachine implements AutoCloseable {

  static final long MS = 1_000_000;
  static final long S = 1_000 * MS;

  /** A server answers after its service and twice its network time: 2 ms. */
  static final long ROUND_TRIP = 2 * MS;

  static final LockName MMAP_LOCK = new LockName("mmap_lock", "app");

  private final SimEngine engine;
  private final boolean ownsEngine;
  private final Map<String, KernelSpec.Server> servers = new LinkedHashMap<>();
  private final Map<String, KernelSpec.Mount> mounts = new LinkedHashMap<>();
  private final Map<String, KernelSpec.Work> works = new LinkedHashMap<>();
  private final Map<String, Integer> semaphores = new LinkedHashMap<>();
  private final List<KernelSpec.TaskSpec> tasks = new ArrayList<>();
  private Optional<KernelSpec.Nfsd> nfsd = Optional.empty();
  private SimEngine.@Nullable Run<Kernel.Command> run;
  private @Nullable Switchboard switchboard;

  EmulatedMachine() {
    this.engine = new SimEngine();
    this.ownsEngine = true;
  }

  /** One of many runs, one after another. */
  EmulatedMachine(SimEngine engine) {
    this.engine = engine;
    this.ownsEngine = false;
  }

  EmulatedMachine server(String name, long silence) {
    Path none = Path.empty("none");
    servers.put(
        name, new KernelSpec.Server(name, 4, fixed(MS), fixed(MS / 2), silence, false, none));
    return this;
  }

  EmulatedMachine loopbackServer(String name, int threads) {
    Path compound = new Path("nfsd4_proc_compound", List.of(io(MS)));
    nfsd = Optional.of(new KernelSpec.Nfsd(threads, 8, 2 * S));
    servers.put(name, new KernelSpec.Server(name, 0, fixed(0), fixed(MS / 2), 0, true, compound));
    return this;
  }

  /** A kernel thread that runs once, from {@code start}. */
  EmulatedMachine task(String name, long start, Step... steps) {
    return tasks(name, 1, start, steps);
  }

  EmulatedMachine tasks(String name, int count, long start, Step... steps) {
    tasks.add(
        new KernelSpec.TaskSpec(
            name, true, count, start, Optional.empty(), 1, new Path(name + "_fn", List.of(steps))));
    return this;
  }

  /** A kernel thread that does {@code steps} again and again. */
  EmulatedMachine every(long pause, String name, Step... steps) {
    Path path = new Path(name + "_fn", List.of(steps));
    tasks.add(new KernelSpec.TaskSpec(name, true, 1, 0, Optional.of(fixed(pause)), 0, path));
    return this;
  }

  EmulatedMachine work(String name, Step... steps) {
    works.put(name, new KernelSpec.Work(name, "events", new Path(name + "_fn", List.of(steps))));
    return this;
  }

  EmulatedMachine semaphore(String name, int count) {
    semaphores.put(name, count);
    return this;
  }

  /** A mount whose files take {@code release} and {@code evict} to finalise. */
  EmulatedMachine mount(String name, long release, long evict) {
    return mount(name, List.of(io(release)), List.of(io(evict)));
  }

  EmulatedMachine mountThatReleases(String name, Step... release) {
    return mount(name, List.of(release), List.of());
  }

  private EmulatedMachine mount(String name, List<Step> release, List<Step> evict) {
    FileSystem fs =
        new FileSystem(
            name,
            Path.empty(name + "_flush"),
            new Path(name + "_release", release),
            Path.empty(name + "_d_iput"),
            new Path(name + "_evict_inode", evict),
            Path.empty(name + "_kill_sb"),
            true,
            false,
            "");
    mounts.put(name, new KernelSpec.Mount(name, fs, false));
    return this;
  }

  EmulatedMachine start() {
    return start(Strategy.fifo());
  }

  EmulatedMachine start(Strategy strategy) {
    KernelSpec spec =
        new KernelSpec(
            KernelVersion.V6_6,
            8,
            4 * MS,
            ClosePolicy.DEFERRED,
            1_000_000,
            mounts,
            List.of(),
            servers,
            nfsd,
            Optional.empty(),
            List.of(),
            tasks,
            works,
            semaphores,
            KernelSpec.Costs.NONE,
            0,
            Set.of(),
            Map.of(),
            KernelSpec.Pages.MANY);
    SimEngine.Run<Kernel.Command> started =
        engine.start(kernel -> Kernel.create(kernel, spec), 1, strategy);
    run = started;
    switchboard = new Switchboard(engine, started.kernel(), spec, started::at);
    return this;
  }

  /** Lets time pass even where nothing happens any more. */
  EmulatedMachine until(long nanos) {
    running().at(nanos, () -> {});
    running().until(nanos);
    return this;
  }

  private SimEngine.Run<Kernel.Command> running() {
    if (run == null) {
      throw new IllegalStateException("not started");
    }
    return run;
  }

  long traceHash() {
    return running().traceHash();
  }

  Switchboard faults() {
    if (switchboard == null) {
      throw new IllegalStateException("not started");
    }
    return switchboard;
  }

  long now() {
    return engine.now();
  }

  SimEngine engine() {
    return engine;
  }

  TaskRow row(String task) {
    return engine.tables().tasks().rows().stream()
        .filter(row -> row.name().equals(task))
        .findFirst()
        .orElseThrow();
  }

  TaskRow.State state(String task) {
    return row(task).state();
  }

  /** When a task came to its end. */
  long endOf(String task) {
    TaskRow row = row(task);
    if (row.state() != TaskRow.State.EXITED) {
      throw new AssertionError(task + " has not ended, but is " + row.state());
    }
    return row.since();
  }

  List<String> journal() {
    return engine.tables().journal().events().stream().map(Journal.Event::text).toList();
  }

  static FaultSpec fault(String on, String kind) {
    return new FaultSpec(0, on, kind, OptionalLong.empty(), Map.of());
  }

  static FaultSpec fault(String on, String kind, String setting, double value) {
    return new FaultSpec(0, on, kind, OptionalLong.empty(), Map.of(setting, value));
  }

  static FaultSpec lasting(long at, String on, String kind, long duration) {
    return new FaultSpec(at, on, kind, OptionalLong.of(duration), Map.of());
  }

  static Dist fixed(long nanos) {
    return new Dist.Fixed(nanos);
  }

  static Step io(long nanos) {
    return new TimeWords.Io(fixed(nanos));
  }

  static Step rpc(String server) {
    return new ServerWords.Rpc(server, "REMOVE", false, false);
  }

  static Step downWrite(LockName lock) {
    return new LockWords.Acquire("down_write", lock, false, false);
  }

  static Step upWrite(LockName lock) {
    return new LockWords.Release("up_write", lock, false);
  }

  @Override
  public void close() {
    if (run != null) {
      run.close();
    }
    if (ownsEngine) {
      engine.close();
    }
  }
}

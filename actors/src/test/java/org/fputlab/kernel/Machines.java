package org.fputlab.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.Journal;
import org.fputlab.engine.Tables;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Dist;
import org.fputlab.model.FileSystem;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.KernelVersion;
import org.fputlab.model.Path;
import org.fputlab.model.RunLimits;
import org.fputlab.model.ServerRequest;
import org.fputlab.model.Step;
import org.jspecify.annotations.Nullable;

/** Builds and runs small machines: one simulated engine for all tests of the JVM. */
public final class Machines {

  private static final SimEngine ENGINE = new SimEngine();

  private final Map<String, KernelSpec.Mount> mounts = new LinkedHashMap<>();
  private final List<KernelSpec.SharedFile> files = new ArrayList<>();
  private final Map<String, KernelSpec.Server> servers = new LinkedHashMap<>();
  private final List<KernelSpec.Client> clients = new ArrayList<>();
  private final List<KernelSpec.TaskSpec> tasks = new ArrayList<>();
  private final Map<String, KernelSpec.Work> works = new LinkedHashMap<>();
  private final Map<String, Integer> semaphores = new LinkedHashMap<>();
  private final Map<String, Integer> maxActive = new LinkedHashMap<>();
  private final ClosePolicy close;
  private KernelVersion version = KernelVersion.V6_6;
  private KernelSpec.Costs costs = KernelSpec.Costs.NONE;
  private Optional<KernelSpec.Nfsd> nfsd = Optional.empty();
  private Optional<KernelSpec.Lockd> lockd = Optional.empty();
  private long fileMax = Long.MAX_VALUE;
  private int cpus = 8;
  private long timeSlice;
  private long seed = 1;

  private Machines(ClosePolicy close) {
    this.close = close;
  }

  /** A machine without anything, with a jiffy of 4 ms. */
  public static Machines machine(ClosePolicy close) {
    return new Machines(close);
  }

  /** The simulated engine that all machines run on. */
  public static SimEngine engine() {
    return ENGINE;
  }

  Machines seed(long of) {
    seed = of;
    return this;
  }

  /** Whose rules hold: {@code 6.12}. */
  Machines kernel(String release) {
    version = KernelVersion.parse(release);
    return this;
  }

  Machines cpus(int count) {
    cpus = count;
    return this;
  }

  Machines fileMax(long limit) {
    fileMax = limit;
    return this;
  }

  Machines mount(String name, FileSystem fileSystem) {
    mounts.put(name, new KernelSpec.Mount(name, fileSystem, false));
    return this;
  }

  Machines internalMount(String name, FileSystem fileSystem) {
    mounts.put(name, new KernelSpec.Mount(name, fileSystem, true));
    return this;
  }

  /** A further mount of the superblock of another. */
  Machines bindMount(String name, String of) {
    FileSystem fileSystem = Objects.requireNonNull(mounts.get(of)).fileSystem();
    mounts.put(name, new KernelSpec.Mount(name, fileSystem, false, "", of, Path.empty("")));
    return this;
  }

  Machines sharedFile(String name, String mount) {
    files.add(new KernelSpec.SharedFile(name, mount, ""));
    return this;
  }

  Machines sharedFile(String name, String mount, String inode) {
    files.add(new KernelSpec.SharedFile(name, mount, inode));
    return this;
  }

  Machines server(String name, int workers, Dist service, long network, long silence) {
    servers.put(
        name,
        new KernelSpec.Server(
            name, workers, service, new Dist.Fixed(network), silence, false, Path.empty("none")));
    return this;
  }

  /** The server of this name is run by another program. */
  Machines elsewhere(String name) {
    servers.computeIfPresent(name, (same, server) -> server.awayFromHere());
    return this;
  }

  /** A server that is this machine's own nfsd. */
  Machines loopback(String name, Step... operation) {
    Dist none = new Dist.Fixed(0);
    servers.put(
        name,
        new KernelSpec.Server(
            name, 1, none, none, 0, true, Steps.path("nfsd_dispatch", operation)));
    return this;
  }

  /** A daemon of this machine, with steps for calls of these names, and others for the rest. */
  Machines daemon(String name, int threads, Map<String, Path> operations, Step... others) {
    Dist none = new Dist.Fixed(0);
    servers.put(
        name,
        new KernelSpec.Server(
            name,
            threads,
            none,
            none,
            20 * Steps.SECOND,
            false,
            Steps.path(name, others),
            operations,
            false));
    return this;
  }

  Machines nfsd(int threads) {
    nfsd = Optional.of(new KernelSpec.Nfsd(threads, 8, 2 * Steps.SECOND));
    return this;
  }

  Machines lockd() {
    lockd = Optional.of(new KernelSpec.Lockd(1));
    return this;
  }

  /** Clients that call nfsd every {@code arrival}, whatever it does. */
  Machines openLoop(String name, String mount, Dist arrival, Step... op) {
    clients.add(client(name, 1, KernelSpec.Service.NFSD, mount, arrival, null, op));
    return this;
  }

  /** Clients of nfsd each of which waits for its reply. */
  Machines closedLoop(String name, int count, String mount, Dist think, Step... op) {
    clients.add(client(name, count, KernelSpec.Service.NFSD, mount, null, think, op));
    return this;
  }

  /** Clients of lockd each of which waits for its reply. */
  Machines lockClients(String name, int count, Dist think, Step... op) {
    String mount = mounts.keySet().iterator().next();
    clients.add(client(name, count, KernelSpec.Service.LOCKD, mount, null, think, op));
    return this;
  }

  private static KernelSpec.Client client(
      String name,
      int count,
      KernelSpec.Service service,
      String mount,
      @Nullable Dist arrival,
      @Nullable Dist think,
      Step... op) {
    return new KernelSpec.Client(
        name,
        count,
        service,
        mount,
        Optional.ofNullable(arrival),
        Optional.ofNullable(think),
        Steps.path(name + "_op", op));
  }

  /** A user task that makes one system call at the start. */
  Machines user(String name, Step... steps) {
    return task(name, false, 1, 0, Optional.empty(), 1, steps);
  }

  /** A user task that makes one system call at {@code start}. */
  Machines userAt(long start, String name, Step... steps) {
    return task(name, false, 1, start, Optional.empty(), 1, steps);
  }

  /** A kernel thread that runs once at the start. */
  Machines kthread(String name, Step... steps) {
    return task(name, true, 1, 0, Optional.empty(), 1, steps);
  }

  /** A kernel thread that runs once at {@code start}. */
  Machines kthreadAt(long start, String name, Step... steps) {
    return task(name, true, 1, start, Optional.empty(), 1, steps);
  }

  Machines task(
      String name,
      boolean kthread,
      int count,
      long start,
      Optional<Dist> every,
      long times,
      Step... steps) {
    tasks.add(
        new KernelSpec.TaskSpec(
            name, kthread, count, start, every, times, Steps.path(name, steps)));
    return this;
  }

  Machines work(String name, String queue, Step... steps) {
    works.put(name, new KernelSpec.Work(name, queue, Steps.path(name + "_func", steps)));
    return this;
  }

  /** A work that makes an item for each file that it is handed, which its steps call {@code it}. */
  Machines workOnFile(String name, Step... steps) {
    works.put(
        name, new KernelSpec.Work(name, "events", "it", true, Steps.path(name + "_func", steps)));
    return this;
  }

  /** Processors are shared in slices of this length. */
  Machines timeSlice(long nanos) {
    timeSlice = nanos;
    return this;
  }

  Machines costs(KernelSpec.Costs of) {
    costs = of;
    return this;
  }

  /** A kernel thread that runs every {@code period}, and no more from {@code stop} on. */
  Machines paced(String name, long period, long stop, Step... steps) {
    return paced(name, new Dist.Fixed(period), stop, steps);
  }

  /** A kernel thread whose runs come at such distances, whether or not the one before has ended. */
  Machines paced(String name, Dist period, long stop, Step... steps) {
    KernelSpec.Pace pace = new KernelSpec.Pace(Optional.empty(), Optional.of(period), stop);
    tasks.add(new KernelSpec.TaskSpec(name, true, 1, 0, pace, 0, Steps.path(name, steps)));
    return this;
  }

  Machines maxActive(String queue, int limit) {
    maxActive.put(queue, limit);
    return this;
  }

  Machines semaphore(String name, int count) {
    semaphores.put(name, count);
    return this;
  }

  /** The machine as scenarios describe one. */
  public KernelSpec spec() {
    return new KernelSpec(
        version,
        cpus,
        4 * Steps.MS,
        close,
        fileMax,
        mounts,
        files,
        servers,
        nfsd,
        lockd,
        clients,
        tasks,
        works,
        semaphores,
        costs,
        timeSlice,
        Set.of(),
        maxActive,
        KernelSpec.Pages.MANY);
  }

  /** Boots it; the caller closes the run, and only then may boot another. */
  Booted boot() {
    return new Booted(spec(), seed, Strategy.fifo());
  }

  Booted boot(Strategy strategy) {
    return new Booted(spec(), seed, strategy);
  }

  /** Runs it for {@code nanos}; its tables can be read until the next one boots. */
  Tables run(long nanos) {
    try (Booted booted = boot()) {
      booted.until(nanos);
      return booted.tables();
    }
  }

  /** The trace hash of {@code spec} after {@code nanos}. */
  public static long hash(SimEngine on, KernelSpec spec, long seed, Strategy strategy, long nanos) {
    try (SimEngine.Run<?> run = on.start(engine -> Kernel.create(engine, spec), seed, strategy)) {
      run.until(nanos);
      return run.traceHash();
    }
  }

  /** A machine that runs. */
  static final class Booted implements AutoCloseable {

    private final List<ServerRequest> asked = new ArrayList<>();
    private final SimEngine.Run<Kernel.Command> run;

    private Booted(KernelSpec spec, long seed, Strategy strategy) {
      run =
          ENGINE.start(
              engine -> Kernel.create(engine, spec, RunLimits.NONE, asked::add), seed, strategy);
    }

    /** What servers that other programs run were asked. */
    List<ServerRequest> asked() {
      return asked;
    }

    /** Lets time pass, whether or not anything happens meanwhile. */
    boolean until(long nanos) {
      run.at(nanos, () -> {});
      return run.until(nanos);
    }

    SimEngine.Run<Kernel.Command> run() {
      return run;
    }

    /** Puts a fault on the machine, at the present moment. */
    void tell(Kernel.Command fault) {
      run.kernel().tell(fault);
    }

    Tables tables() {
      return ENGINE.tables();
    }

    @Override
    public void close() {
      run.close();
    }
  }

  static TaskRow row(String task) {
    return ENGINE.tables().tasks().rows().stream()
        .filter(row -> row.name().equals(task))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no task " + task));
  }

  /** What a task waits for, which must be something. */
  static Wait waitOf(String task) {
    return Objects.requireNonNull(row(task).waitsFor(), task + " does not wait");
  }

  static Gauge gauge(String name) {
    return ENGINE.tables().gauges().of(name);
  }

  static List<String> journal() {
    return ENGINE.tables().journal().events().stream().map(Journal.Event::text).toList();
  }
}

package org.fputlab.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What machine to emulate and what runs on it: a checked scenario without its faults and
 * expectations. All times are in nanoseconds.
 *
 * @param version whose rules hold where they changed from one release to another
 * @param cpus processors
 * @param jiffy one tick
 * @param close the close policy
 * @param fileMax {@code fs.file-max}: more open files than this and a user's open fails
 * @param mounts by name
 * @param files files that every task may name, open from the start
 * @param servers by name
 * @param nfsd the NFS server, if the machine runs one
 * @param lockd the lock manager, if the machine runs one
 * @param clients who calls nfsd or lockd
 * @param tasks other tasks
 * @param works work items by name
 * @param semaphores counting resources by name, with how many there are
 * @param costs what the kernel's own calls take of a processor
 * @param timeSlice what a task may compute before others have their turn; 0 for as long as it asks
 * @param unvalidated locks that lockdep is told not to check
 * @param maxActive how many items of a work queue may be active at a time, where it has a limit of
 *     its own
 * @param pages its free pages
 */
public record KernelSpec(
    KernelVersion version,
    int cpus,
    long jiffy,
    ClosePolicy close,
    long fileMax,
    Map<String, Mount> mounts,
    List<SharedFile> files,
    Map<String, Server> servers,
    Optional<Nfsd> nfsd,
    Optional<Lockd> lockd,
    List<Client> clients,
    List<TaskSpec> tasks,
    Map<String, Work> works,
    Map<String, Integer> semaphores,
    Costs costs,
    long timeSlice,
    Set<LockName> unvalidated,
    Map<String, Integer> maxActive,
    Pages pages) {

  /**
   * The machine's free pages.
   *
   * @param free how many there are
   * @param reserve how many of them are for those alone who reclaim
   * @param reclaim what a task does itself that finds none above the reserve
   */
  public record Pages(int free, int reserve, Path reclaim) {

    /** What a task takes one of, as steps and reports name it. */
    public static final LockName FREE = new LockName("nr_free_pages", "");

    /** More than anybody takes. */
    public static final Pages MANY = new Pages(1_000_000, 0, Path.empty("try_to_free_pages"));
  }

  /**
   * What calls that never sleep take of a processor.
   *
   * @param fput putting a close off: {@code llist_add}, or {@code task_work_add}
   * @param scheduleDelayedWork starting the timer of the worker's list, for the put that finds it
   *     empty and where that code is cold
   * @param coldAfter how long it takes to get cold ({@link Cooling}); 0: it is always cold
   * @param queueWork {@code queue_work}
   * @param poolLock what it takes on top behind a worker of another processor
   * @param wakeWorker what it takes on top where it wakes a worker
   * @param interrupts what computing tasks are interrupted by
   */
  public record Costs(
      Dist fput,
      Dist scheduleDelayedWork,
      long coldAfter,
      Dist queueWork,
      Dist poolLock,
      Dist wakeWorker,
      Interrupts interrupts) {

    private static final Dist NOTHING = new Dist.Fixed(0);

    /** All of them are too short to count. */
    public static final Costs NONE =
        new Costs(NOTHING, NOTHING, 0, NOTHING, NOTHING, NOTHING, Interrupts.NONE);

    /** Whether putting a close off takes any time. */
    public boolean ofPuttingOff() {
      return fput.mean() > 0 || scheduleDelayedWork.mean() > 0;
    }
  }

  /**
   * Interrupts, as {@link Interruptions} has them.
   *
   * @param every mean time that tasks compute between two; 0 for none
   * @param take how long one keeps the processor
   */
  public record Interrupts(long every, Dist take) {

    /** Nothing interrupts a task. */
    public static final Interrupts NONE = new Interrupts(0, new Dist.Fixed(0));
  }

  /**
   * A mount.
   *
   * @param internal {@code MNT_INTERNAL}: its final {@code mntput} is never put off
   * @param lower the mount that it lies over, or "": each of its open files holds one there
   * @param superblock by whose name its superblock goes: its own, or that of another mount of it
   * @param cleanup what {@code cleanup_mnt} does before it drops the superblock
   */
  public record Mount(
      String name,
      FileSystem fileSystem,
      boolean internal,
      String lower,
      String superblock,
      Path cleanup) {

    /** A mount that lies over no other and whose superblock is its alone. */
    public Mount(String name, FileSystem fileSystem, boolean internal) {
      this(name, fileSystem, internal, "", name, Path.empty(""));
    }

    /** The paths of a close on it and of its end. */
    public List<Path> closing() {
      return with(fileSystem.closing());
    }

    /** All that it brings: these, and that of a poll. */
    public List<Path> paths() {
      return with(fileSystem.paths());
    }

    private List<Path> with(List<Path> ofFileSystem) {
      return Stream.concat(ofFileSystem.stream(), Stream.of(cleanup)).toList();
    }
  }

  /** By whose name the superblock of a mount goes; as it is where there is no such mount. */
  public String superblock(String mount) {
    Mount known = mounts.get(mount);
    return known == null ? mount : known.superblock();
  }

  /** The mounts of a superblock. */
  public List<Mount> mountsOf(String superblock) {
    return mounts.values().stream().filter(it -> it.superblock().equals(superblock)).toList();
  }

  /** A file that all tasks know by name. */
  public record SharedFile(String name, String mount, String inode) {}

  /**
   * A remote server, or a user-space daemon.
   *
   * @param workers requests served at a time
   * @param service how long one takes
   * @param network one way
   * @param silence how long a client waits without any packet before its call dies; 0 forever
   * @param nfsd served by this machine's own nfsd threads (a loopback mount): workers and service
   *     are not used
   * @param operation what a thread does for a call, an nfsd thread or one of the daemon's own
   * @param operations the same for calls of these names
   * @param elsewhere whether another program runs it, and this one only the network to it
   */
  public record Server(
      String name,
      int workers,
      Dist service,
      Dist network,
      long silence,
      boolean nfsd,
      Path operation,
      Map<String, Path> operations,
      boolean elsewhere) {

    /** A server all of whose calls are alike. */
    public Server(
        String name,
        int workers,
        Dist service,
        Dist network,
        long silence,
        boolean nfsd,
        Path operation) {
      this(name, workers, service, network, silence, nfsd, operation, Map.of(), false);
    }

    /** The same, where another program runs it. */
    public Server awayFromHere() {
      return new Server(
          name, workers, service, network, silence, nfsd, operation, operations, true);
    }

    /** The server alone, without the network to it and without its client's patience. */
    public Server itself() {
      return new Server(name, workers, service, new Dist.Fixed(0), 0, nfsd, operation);
    }

    /** Whether it is a process of this machine, whose threads do what the scenario says. */
    public boolean isDaemon() {
      return !nfsd && !(operation.isEmpty() && operations.isEmpty());
    }

    /** Whether tasks of this machine serve it. */
    public boolean isServedHere() {
      return nfsd || isDaemon();
    }

    /** The tasks that serve it, as they are called together. */
    public String group() {
      return nfsd ? "nfsd" : name;
    }

    /** What a thread does for a call of this name. */
    public Path operation(String call) {
      return operations.getOrDefault(call, operation);
    }

    /** All that its threads do. */
    public List<Path> paths() {
      return Stream.concat(Stream.of(operation), operations.values().stream()).toList();
    }
  }

  /**
   * The NFS server.
   *
   * @param threads service threads
   * @param closesPerLoop files of the dispose list that a thread closes between two requests
   * @param laundrette how often unused cached files are moved to the dispose list
   */
  public record Nfsd(int threads, int closesPerLoop, long laundrette) {}

  /** The lock manager, which has one thread. */
  public record Lockd(int threads) {}

  /** Which service a client calls. */
  public enum Service {
    NFSD,
    LOCKD
  }

  /**
   * Clients of one kind.
   *
   * @param count how many
   * @param service whom they call
   * @param mount the export they use
   * @param arrival time between two calls of all together, if they call whatever the server does
   *     (open loop)
   * @param think time from a reply to the next call of the same client, if each waits for its reply
   *     (closed loop)
   * @param op what the server's thread does for one call
   */
  public record Client(
      String name,
      int count,
      Service service,
      String mount,
      Optional<Dist> arrival,
      Optional<Dist> think,
      Path op) {}

  /**
   * A task that is no service thread.
   *
   * @param kthread a kernel thread; else a user task, and {@code run} is one system call
   * @param count how many of them
   * @param start when it first runs
   * @param pace when it runs again
   * @param times how often it runs; 0 for no limit
   */
  public record TaskSpec(
      String name, boolean kthread, int count, long start, Pace pace, long times, Path run) {

    /** A task with a pause between runs, or none where {@code every} is empty, and no end. */
    public TaskSpec(
        String name,
        boolean kthread,
        int count,
        long start,
        Optional<Dist> every,
        long times,
        Path run) {
      this(
          name,
          kthread,
          count,
          start,
          new Pace(every, Optional.empty(), Long.MAX_VALUE),
          times,
          run);
    }
  }

  /**
   * When a task runs again.
   *
   * @param every time from the end of one run to the start of the next; empty for none
   * @param period or else time from when one run was due to when the next is, whether or not that
   *     one has ended: runs that are late follow at once (an open loop); empty for none
   * @param stop no run starts from then on
   */
  public record Pace(Optional<Dist> every, Optional<Dist> period, long stop) {}

  /**
   * A work item and the queue it goes to.
   *
   * @param file what its steps call the file that each {@code queue_work} hands to an item of its
   *     own, or "" where there is one item, without a file
   * @param unbound whether it runs on any processor ({@code WQ_UNBOUND}), rather than on that of
   *     whoever queued it
   */
  public record Work(String name, String queue, String file, boolean unbound, Path run) {

    /** A single item. */
    public Work(String name, String queue, Path run) {
      this(name, queue, "", false, run);
    }
  }

  /**
   * A list of steps that the scenario describes.
   *
   * @param mount the mount that a call of a client's is about, or ""
   * @param closedOn the mount whose files or superblock its file system's steps close, or ""
   */
  public record Program(Path path, String mount, String closedOn) {}

  /** All of them: of clients, tasks, work items, servers and the file systems of mounts. */
  public Stream<Program> programs() {
    Stream<Program> calls =
        clients.stream().map(client -> new Program(client.op(), client.mount(), ""));
    Stream<Path> others =
        Stream.of(
                tasks.stream().map(TaskSpec::run),
                works.values().stream().map(Work::run),
                Stream.of(pages.reclaim()).filter(path -> !path.isEmpty()),
                servers.values().stream().flatMap(server -> server.paths().stream()))
            .flatMap(paths -> paths);
    return Stream.of(
            calls,
            others.map(path -> new Program(path, "", "")),
            mounts.values().stream().flatMap(KernelSpec::programs))
        .flatMap(programs -> programs);
  }

  private static Stream<Program> programs(Mount mount) {
    return mount.paths().stream().map(path -> new Program(path, "", mount.name()));
  }

  /** Whether anybody freezes its tasks. */
  public boolean freezesTasks() {
    return programs().anyMatch(one -> one.path().has(Effect.FreezesTasks.class::isInstance));
  }

  /** How many of a counting resource, or of pages above the reserve, there are at the start. */
  public int units(String resource) {
    return resource.equals(Pages.FREE.word())
        ? pages.free() - pages.reserve()
        : semaphores.getOrDefault(resource, 0);
  }

  /** Whether anybody takes or frees pages. */
  public boolean takesPages() {
    return programs().anyMatch(one -> one.path().has(KernelSpec::isOfAPage));
  }

  private static boolean isOfAPage(Effect effect) {
    return effect instanceof Effect.Reclaims
        || effect instanceof Effect.StopsReclaim
        || (effect instanceof Effect.GivesUnit give && give.semaphore().equals(Pages.FREE));
  }

  /** The same machine and load under another policy. */
  public KernelSpec with(ClosePolicy policy) {
    return with(policy, servers);
  }

  /** The names of the servers that other programs run. */
  public List<String> elsewhere() {
    return servers.values().stream().filter(Server::elsewhere).map(Server::name).toList();
  }

  /** The same machine where other programs run these of its servers. */
  public KernelSpec withElsewhere(Set<String> names) {
    Map<String, Server> there = new LinkedHashMap<>(servers);
    there.replaceAll((name, one) -> names.contains(name) ? one.awayFromHere() : one);
    return with(close, there);
  }

  private KernelSpec with(ClosePolicy policy, Map<String, Server> others) {
    return new KernelSpec(
        version,
        cpus,
        jiffy,
        policy,
        fileMax,
        mounts,
        files,
        others,
        nfsd,
        lockd,
        clients,
        tasks,
        works,
        semaphores,
        costs,
        timeSlice,
        unvalidated,
        maxActive,
        pages);
  }
}

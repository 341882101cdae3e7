package org.fputlab.scenario;

import com.typesafe.config.ConfigValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.model.BareWaits;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Dist;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.KernelSpec.Costs;
import org.fputlab.model.KernelSpec.Interrupts;
import org.fputlab.model.KernelSpec.Lockd;
import org.fputlab.model.KernelSpec.Nfsd;
import org.fputlab.model.KernelSpec.Pages;
import org.fputlab.model.KernelSpec.Server;
import org.fputlab.model.KernelSpec.SharedFile;
import org.fputlab.model.KernelVersion;
import org.fputlab.model.LockName;
import org.fputlab.model.Path;

/** Reads the machine and its load. */
final class KernelReader {

  private static final Set<String> OWN_QUEUES =
      Set.of("events", "events_unbound", "nfsd_filecache");

  private static final long SECOND = 1_000_000_000L;

  private static final Section.Reader<Integer> COUNT = Values.count(0, 1_000_000_000);

  private final Section root;
  private final Declarations declared;
  private final Program.Setting setting;
  private final MountReader mounts;
  private final LoadReader load;

  KernelReader(
      Section root,
      Declarations declared,
      Program.Setting setting,
      Map<String, Section> builtIn,
      LoadReader load) {
    this.root = root;
    this.declared = declared;
    this.setting = setting;
    FileSystems fileSystems = new FileSystems(declared.fileSystems(), builtIn, setting);
    this.mounts = new MountReader(declared.mounts(), setting, fileSystems);
    this.load = load;
  }

  KernelSpec read(ClosePolicy close, long memory) {
    KernelSpec kernel =
        new KernelSpec(
            root.get("kernel", KernelVersion.V6_6, Values::kernelVersion),
            root.get("cpus", 8, Values.count(1, 8192)),
            SECOND / root.get("hz", 250, Values.count(1, 10_000)),
            close,
            fileMax(memory),
            each(declared.mounts(), mounts::mount),
            List.copyOf(each(declared.files(), this::file).values()),
            each(declared.servers(), this::server),
            root.has("nfsd") ? Optional.of(nfsd(root.section("nfsd"))) : Optional.empty(),
            root.has("lockd") ? Optional.of(lockd(root.section("lockd"))) : Optional.empty(),
            List.copyOf(each(declared.clients(), load::client).values()),
            List.copyOf(each(declared.tasks(), load::task).values()),
            each(declared.works(), load::work),
            semaphores(),
            costs(root.section("costs")),
            root.get("time-slice", 0L, Values::duration),
            unvalidated(),
            each(declared.queues(), this::maxActive),
            pages(root.section("pages")));
    Set<String> uncalled = new LinkedHashSet<>(setting.names().paths().keySet());
    uncalled.removeAll(setting.calledPaths());
    uncalled.forEach(path -> Program.readAlone(path, setting));
    setting.interrupts().forEach(step -> checkWhatFollows(step, kernel));
    return kernel;
  }

  private void checkWhatFollows(Program.Interrupts step, KernelSpec kernel) {
    String problem = BareWaits.problem(step.task(), kernel, step.ended());
    if (!problem.isEmpty()) {
      StepLine by = step.by();
      setting.problems().add(by.where(), by.key(), by.text(), problem, BareWaits.HINT);
    }
  }

  private Costs costs(Section section) {
    Dist none = new Dist.Fixed(0);
    Costs costs =
        new Costs(
            setting.dist(section, "fput", none),
            setting.dist(section, "schedule-delayed-work", none),
            section.get("cold-after", 0L, Values::duration),
            setting.dist(section, "queue-work", none),
            setting.dist(section, "pool-lock", none),
            setting.dist(section, "wake-worker", none),
            interrupts(section.section("interrupts")));
    section.refuseOtherKeys();
    return costs;
  }

  private Interrupts interrupts(Section section) {
    Interrupts interrupts =
        new Interrupts(
            section.get("every", 0L, Values::duration),
            setting.dist(section, "take", new Dist.Fixed(0)));
    section.refuseOtherKeys();
    return interrupts;
  }

  /** By default a tenth of memory at 1 KiB a file, at least NR_FILE (fs/file_table.c, v6.6). */
  private long fileMax(long memory) {
    long written = root.get("file-max", 0L, Values.whole(0, Long.MAX_VALUE));
    return written > 0 ? written : Math.max(memory / 1024 / 10, 8192);
  }

  private SharedFile file(String name, Section section) {
    SharedFile file =
        new SharedFile(
            name,
            section.require("on", "", Values.declared(setting.names().mounts(), "mount"), "MOUNT"),
            section.get("inode", "", KernelReader::inode));
    section.refuseOtherKeys();
    return file;
  }

  private static String inode(ConfigValue value) throws BadValue {
    String name = Values.name(value);
    Scope.checkOwn(name);
    return name;
  }

  private Server server(String name, Section section) {
    boolean nfsd = section.get("nfsd", false, Values::flag);
    if (nfsd && !root.has("nfsd")) {
      section.refuse("nfsd", "the machine runs no nfsd", "Add nfsd { threads = 8 }");
    }
    if (nfsd) {
      section.refuseBeside("nfsd = true", "workers", "service");
    } else if (Declarations.isDaemon(section)) {
      section.refuseBeside("steps of the daemon's own", "service");
    }
    Dist instant = new Dist.Fixed(0);
    Scope scope = nfsd ? Scope.KERNEL_TASK : Scope.USER_TASK;
    String function = nfsd ? "nfsd_dispatch" : name.replace('-', '_');
    Server server =
        new Server(
            name,
            Declarations.workers(section),
            setting.dist(section, "service", instant),
            setting.dist(section, "network", instant),
            section.get("silence", 20 * SECOND, Values::duration),
            nfsd,
            Program.read(function, section.steps("operation"), scope, setting),
            operations(section.section("operations"), function, scope),
            false);
    if (Declarations.isDaemon(section) && !server.isDaemon()) {
      section.refuse("operation", "has no step", "Leave it out, or write [ cpu 20us ]");
    }
    section.refuseOtherKeys();
    return server;
  }

  private Map<String, Path> operations(Section section, String function, Scope scope) {
    Map<String, Path> operations = new LinkedHashMap<>();
    for (String call : section.keys()) {
      if (!Values.isName(call)) {
        section.refuse(call, "is not a name", "Use letters, digits, - and _");
      }
      String calls = function + "_" + call;
      operations.put(call, Program.read(calls, section.steps(call), scope, setting));
    }
    return operations;
  }

  private Nfsd nfsd(Section section) {
    Nfsd nfsd =
        new Nfsd(
            section.get("threads", 8, Values.count(1, LoadReader.MOST_THREADS)),
            section.get("closes-per-loop", 8, Values.count(1, LoadReader.MOST_THREADS)),
            section.get("laundrette", 2 * SECOND, Values::positiveDuration));
    section.refuseOtherKeys();
    return nfsd;
  }

  private static Lockd lockd(Section section) {
    section.refuseOtherKeys();
    return new Lockd(1);
  }

  /** How many of its items may be active; WQ_DFL_ACTIVE, at most WQ_MAX_ACTIVE (v6.6). */
  private int maxActive(String name, Section section) {
    if (OWN_QUEUES.contains(name)) {
      section.refuse("is the kernel's own queue", "Give yours another name");
    }
    if (Declarations.isOrdered(section)) {
      section.refuseBeside("ordered = true", "max-active");
      section.get("max-active", 1, Values.count(1, 512));
      section.refuseOtherKeys();
      return 1;
    }
    int limit = section.get("max-active", 256, Values.count(1, 512));
    section.refuseOtherKeys();
    return limit;
  }

  private Map<String, Integer> semaphores() {
    Section section = root.section("semaphores");
    Map<String, Integer> semaphores = new LinkedHashMap<>();
    for (String name : section.keys()) {
      semaphores.put(name, section.get(name, 0, Values.count(0, Integer.MAX_VALUE)));
    }
    return semaphores;
  }

  /** What a task does that finds too few of them, it does wherever it allocates. */
  private Pages pages(Section section) {
    Pages pages =
        new Pages(
            section.get("free", Pages.MANY.free(), COUNT),
            section.get("reserve", 0, COUNT),
            Program.read(
                Pages.MANY.reclaim().function(),
                section.steps("reclaim"),
                Scope.KERNEL_TASK,
                setting));
    if (pages.reserve() > pages.free()) {
      section.refuse("reserve", "is more than there are", "Write at most " + pages.free());
    }
    section.refuseOtherKeys();
    return pages;
  }

  /** To be read after all steps, since these say which locks there are. */
  private Set<LockName> unvalidated() {
    Section section = root.section("lockdep");
    Set<LockName> locks = new LinkedHashSet<>();
    for (StepLine line : section.lines("novalidate")) {
      try {
        locks.add(setting.locks().known(line.text()));
      } catch (BadValue bad) {
        setting.problems().add(line.where(), line.key(), line.text(), bad);
      }
    }
    section.refuseOtherKeys();
    return locks;
  }

  private interface Maker<T> {
    T make(String name, Section section);
  }

  private static <T> Map<String, T> each(Map<String, Section> sections, Maker<T> maker) {
    Map<String, T> made = new LinkedHashMap<>();
    sections.forEach((name, section) -> made.put(name, maker.make(name, section)));
    return made;
  }
}

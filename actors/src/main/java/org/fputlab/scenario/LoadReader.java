package org.fputlab.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fputlab.model.Dist;
import org.fputlab.model.KernelSpec.Client;
import org.fputlab.model.KernelSpec.Pace;
import org.fputlab.model.KernelSpec.Service;
import org.fputlab.model.KernelSpec.TaskSpec;
import org.fputlab.model.KernelSpec.Work;
import org.fputlab.model.Path;
import org.fputlab.scenario.text.Quantity;

/** Reads what runs on the machine: clients, tasks and work items. */
final class LoadReader {

  static final int MOST_THREADS = 100_000;

  private static final long SECOND = 1_000_000_000L;
  private static final Map<String, Service> SERVICES = services();
  private static final Map<String, Boolean> ARRIVALS = arrivals();

  private final Section root;
  private final Program.Setting setting;
  private final long duration;

  /**
   * @param duration how long the run lasts; 0 if that is not known
   */
  LoadReader(Section root, Program.Setting setting, long duration) {
    this.root = root;
    this.setting = setting;
    this.duration = duration;
  }

  Client client(String name, Section section) {
    Service service = service(section);
    String mount =
        section.require("mount", "", Values.declared(setting.names().mounts(), "mount"), "MOUNT");
    checkPace(section);
    Client client =
        new Client(
            name,
            section.get("count", 1, Values.count(1, MOST_THREADS)),
            service,
            mount,
            arrival(section),
            optionalDist(section, "think"),
            operation(section, service, mount));
    section.refuseOtherKeys();
    return client;
  }

  private Service service(Section section) {
    Service service = section.get("service", Service.NFSD, Values.oneOf(SERVICES, "service"));
    String wanted = service == Service.NFSD ? "nfsd" : "lockd";
    if (!root.has(wanted)) {
      section.refuse("service", "the machine runs no " + wanted, "Add " + wanted + " { }");
    }
    return service;
  }

  private Path operation(Section section, Service service, String mount) {
    String function = service == Service.NFSD ? "nfsd_dispatch" : "nlmsvc_dispatch";
    Scope scope = Scope.service(mount.isEmpty() ? "unknown" : mount);
    List<StepLine> steps = section.requireSteps("op", "[ open, close ]");
    return Program.read(function, steps, scope, setting);
  }

  private static void checkPace(Section section) {
    if (section.has("rate") == section.has("think")) {
      section.refuse(
          section.has("rate") ? "think" : "rate",
          "clients have either a rate or a time to think",
          "Write rate = 2000/s, or think = 10ms to wait for each reply");
    }
    if (section.has("arrivals") && !section.has("rate")) {
      section.refuse("arrivals", "belongs to a rate", "Leave it out");
    }
  }

  private static Optional<Dist> arrival(Section section) {
    boolean isPaced = section.get("arrivals", false, Values.oneOf(ARRIVALS, "kind of arrivals"));
    Optional<Double> interval =
        section.get("rate", Optional.empty(), value -> Optional.of(Values.interval(value)));
    return interval.map(nanos -> isPaced ? new Dist.Fixed(Math.round(nanos)) : new Dist.Exp(nanos));
  }

  TaskSpec task(String name, Section section) {
    boolean kthread = Declarations.isKthread(section);
    Pace pace = pace(section);
    boolean again = pace.every().isPresent() || pace.period().isPresent();
    Scope scope = kthread ? Scope.KERNEL_TASK : Scope.USER_TASK;
    TaskSpec task =
        new TaskSpec(
            name,
            kthread,
            Declarations.count(section),
            start(section),
            pace,
            section.get("times", again ? 0L : 1L, Values.whole(1, Long.MAX_VALUE)),
            Program.read(function(name), section.requireSteps("run", "[ ... ]"), scope, setting));
    section.refuseOtherKeys();
    return task;
  }

  private Pace pace(Section section) {
    if (section.has("every") && section.has("period")) {
      section.refuse(
          "period",
          "a task has either a pause or a period",
          "every counts from the end of a run, period from its start");
    }
    return new Pace(
        optionalDist(section, "every"),
        optionalDist(section, "period"),
        section.get("stop", Long.MAX_VALUE, Values::positiveDuration));
  }

  private long start(Section section) {
    long start = section.get("start", 0L, Values::duration);
    if (duration > 0 && start >= duration) {
      section.refuse(
          "start", "is after the end of the run", "The run ends after " + Quantity.shown(duration));
    }
    return start;
  }

  Work work(String name, Section section) {
    String file = section.get("file", "", Values::name);
    String queue = Declarations.queue(section);
    boolean unbound = section.get("unbound", false, Values::flag);
    Work work =
        new Work(
            name,
            queue,
            file,
            unbound || isOrdered(queue),
            Program.read(
                function(name), section.requireSteps("run", "[ ... ]"), Scope.work(file), setting));
    section.refuseOtherKeys();
    return work;
  }

  private boolean isOrdered(String queue) {
    Section declared = root.named("queues").get(queue);
    return declared != null && Declarations.isOrdered(declared);
  }

  private Optional<Dist> optionalDist(Section section, String key) {
    if (!section.has(key)) {
      section.get(key, "", Values::text);
      return Optional.empty();
    }
    Dist dist = setting.dist(section, key, new Dist.Fixed(SECOND));
    if (dist.mean() <= 0) {
      section.refuse(key, "is not above zero", "Simulated time would never pass");
    }
    return Optional.of(dist);
  }

  private static String function(String name) {
    return name.replace('-', '_');
  }

  private static Map<String, Service> services() {
    Map<String, Service> words = new LinkedHashMap<>();
    words.put("nfsd", Service.NFSD);
    words.put("lockd", Service.LOCKD);
    return words;
  }

  private static Map<String, Boolean> arrivals() {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("poisson", false);
    words.put("paced", true);
    return words;
  }
}

package org.fputlab.scenario;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.fputlab.model.Spelling;

/**
 * The named parts of a scenario file, before what they say is read.
 *
 * @param fileSystems by name, as are all the others
 */
record Declarations(
    Map<String, Section> fileSystems,
    Map<String, Section> mounts,
    Map<String, Section> files,
    Map<String, Section> servers,
    Map<String, Section> clients,
    Map<String, Section> tasks,
    Map<String, Section> works,
    Map<String, Section> queues) {

  /** Where the unix garbage collector runs since 6.10 (net/unix/garbage.c, v6.12). */
  private static final String EVENTS_UNBOUND = "events_unbound";

  /** The kernel's system work queue, which runs delayed_fput (kernel/workqueue.c). */
  static final String EVENTS = "events";

  private static final Map<String, Boolean> CONTEXTS = contexts();

  static Declarations of(Section root) {
    return new Declarations(
        root.named("filesystems"),
        root.named("mounts"),
        root.named("files"),
        root.named("servers"),
        root.named("clients"),
        root.named("tasks"),
        root.named("works"),
        root.named("queues"));
  }

  Names names(Section root) {
    return new Names(
        mounts.keySet(),
        sharing(),
        files.keySet(),
        servers.keySet(),
        new LinkedHashSet<>(root.section("semaphores").keys()),
        works.keySet(),
        fileWorks(),
        queues(root),
        threads(root),
        kthreads(root),
        paths(root.section("paths")));
  }

  static boolean isKthread(Section task) {
    return task.require("context", true, Values.oneOf(CONTEXTS, "context"), "user, or kthread");
  }

  static int count(Section task) {
    return task.get("count", 1, Values.count(1, LoadReader.MOST_THREADS));
  }

  /** Whether a server's own threads do what the file says. */
  static boolean isDaemon(Section server) {
    return !server.get("nfsd", false, Values::flag)
        && (server.has("operation") || server.has("operations"));
  }

  /** How many requests a server serves at a time. */
  static int workers(Section server) {
    return server.get("workers", 4, Values.count(1, LoadReader.MOST_THREADS));
  }

  static String queue(Section work) {
    return work.get("queue", EVENTS, Values::name);
  }

  /** {@code alloc_ordered_workqueue}: one item at a time, on any processor. */
  static boolean isOrdered(Section queue) {
    return queue.get("ordered", false, Values::flag);
  }

  private Map<String, String> sharing() {
    Map<String, String> sharing = new LinkedHashMap<>();
    mounts.forEach(
        (name, mount) -> {
          if (mount.has("superblock")) {
            sharing.put(name, mount.get("superblock", "", Values::text));
          }
        });
    return sharing;
  }

  private Set<String> fileWorks() {
    Set<String> taking = new LinkedHashSet<>(works.keySet());
    taking.removeIf(name -> !Objects.requireNonNull(works.get(name)).has("file"));
    return taking;
  }

  private Set<String> queues(Section root) {
    Set<String> queues = new LinkedHashSet<>(List.of(EVENTS, EVENTS_UNBOUND));
    if (root.has("nfsd")) {
      queues.add(Spelling.FILE_CACHE_WORK);
    }
    queues.addAll(this.queues.keySet());
    works.values().forEach(work -> queues.add(queue(work)));
    return queues;
  }

  private Map<String, Integer> threads(Section root) {
    Map<String, Integer> threads = new LinkedHashMap<>();
    tasks.forEach((name, task) -> threads.put(name, count(task)));
    if (root.has("nfsd")) {
      Section nfsd = root.section("nfsd");
      threads.put("nfsd", nfsd.get("threads", 8, Values.count(1, LoadReader.MOST_THREADS)));
    }
    if (root.has("lockd")) {
      threads.put("lockd", 1);
    }
    servers.forEach(
        (name, server) -> {
          if (isDaemon(server)) {
            threads.put(name, workers(server));
          }
        });
    return threads;
  }

  private Set<String> kthreads(Section root) {
    Set<String> kthreads = new LinkedHashSet<>(threads(root).keySet());
    tasks.forEach(
        (name, task) -> {
          if (!isKthread(task)) {
            kthreads.remove(name);
          }
        });
    kthreads.removeAll(servers.keySet());
    return kthreads;
  }

  private static Map<String, List<StepLine>> paths(Section section) {
    Map<String, List<StepLine>> paths = new LinkedHashMap<>();
    for (String name : section.keys()) {
      paths.put(name, section.steps(name));
      if (!Values.isName(name)) {
        section.refuse(name, "is not a name", "Use letters, digits, - and _");
      }
    }
    return paths;
  }

  private static Map<String, Boolean> contexts() {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("user", false);
    words.put("kthread", true);
    return words;
  }
}

package org.fputlab.scenario;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.model.KernelSpec;
import org.fputlab.scenario.text.NearestWord;

/**
 * What a scenario file declares, by name, so that steps and faults can be held against it.
 *
 * @param mounts mounts
 * @param sharing those of them that share a superblock, with the mount by whose name it goes
 * @param files files that all tasks know
 * @param servers remote servers and daemons
 * @param semaphores counting resources
 * @param works work items
 * @param fileWorks those of them that take a file
 * @param queues work queues
 * @param threads tasks and services, with how many threads each has
 * @param kthreads those of them that are kernel threads
 * @param paths paths that steps can call
 */
record Names(
    Set<String> mounts,
    Map<String, String> sharing,
    Set<String> files,
    Set<String> servers,
    Set<String> semaphores,
    Set<String> works,
    Set<String> fileWorks,
    Set<String> queues,
    Map<String, Integer> threads,
    Set<String> kthreads,
    Map<String, List<StepLine>> paths) {

  private static final Set<String> SERVICES = Set.of("nfsd", "lockd");

  private static final Pattern ONE_OF_MANY = Pattern.compile("(.+)-(0|[1-9]\\d{0,6})");

  /** Those of a machine that was read before, as far as faults can name them. */
  static Names of(KernelSpec kernel) {
    Map<String, Integer> threads = new LinkedHashMap<>();
    Set<String> kthreads = new LinkedHashSet<>(List.of("nfsd", "lockd"));
    for (KernelSpec.TaskSpec task : kernel.tasks()) {
      threads.put(task.name(), task.count());
      if (task.kthread()) {
        kthreads.add(task.name());
      }
    }
    kernel.nfsd().ifPresent(nfsd -> threads.put("nfsd", nfsd.threads()));
    kernel.lockd().ifPresent(lockd -> threads.put("lockd", lockd.threads()));
    kernel.servers().values().stream()
        .filter(KernelSpec.Server::isDaemon)
        .forEach(daemon -> threads.put(daemon.name(), daemon.workers()));
    kthreads.retainAll(threads.keySet());
    return new Names(
        kernel.mounts().keySet(),
        Map.of(),
        kernel.files().stream()
            .map(KernelSpec.SharedFile::name)
            .collect(Collectors.toCollection(LinkedHashSet::new)),
        kernel.servers().keySet(),
        kernel.semaphores().keySet(),
        kernel.works().keySet(),
        Set.of(),
        kernel.works().values().stream()
            .map(KernelSpec.Work::queue)
            .collect(Collectors.toCollection(LinkedHashSet::new)),
        threads,
        kthreads,
        Map.of());
  }

  /** Whether its threads have numbers even where there is only one: it is a service or a daemon. */
  boolean isNumbered(String group) {
    return SERVICES.contains(group) || servers.contains(group);
  }

  /** Refuses a name that is not among those declared. */
  static void check(String name, Collection<String> declared, String what) throws BadValue {
    if (declared.contains(name)) {
      return;
    }
    String known = NearestWord.hint(name, declared);
    String hint = declared.isEmpty() ? "The file declares none" : known;
    throw new BadValue("unknown " + what + " " + name, hint);
  }

  /** Refuses a name that is neither a thread's nor, with a number, that of one of many alike. */
  void checkThread(String name) throws BadValue {
    if (threads.containsKey(name)) {
      return;
    }
    Matcher oneOfMany = ONE_OF_MANY.matcher(name);
    if (oneOfMany.matches() && threads.containsKey(oneOfMany.group(1))) {
      int count = threads.getOrDefault(oneOfMany.group(1), 0);
      if (count == 1 && !isNumbered(oneOfMany.group(1))) {
        String one = oneOfMany.group(1);
        throw new BadValue("unknown thread " + name, "There is one " + one + ": write " + one);
      }
      if (Integer.parseInt(oneOfMany.group(2)) >= count) {
        String all = oneOfMany.group(1);
        throw new BadValue(
            "unknown thread " + name,
            "There are " + count + " of " + all + ", from " + all + "-0 on");
      }
      return;
    }
    check(name, threads.keySet(), "thread");
  }

  /** Refuses what is no kernel thread. */
  void checkKthread(String name) throws BadValue {
    checkThread(name);
    String all = group(name);
    if (!kthreads.contains(all)) {
      throw new BadValue(all + " is a user task", "Only kernel threads are stopped so");
    }
  }

  /** Refuses what takes no signals: kernel threads, and threads of a daemon, which has its own. */
  void checkUserTask(String name) throws BadValue {
    checkThread(name);
    String all = group(name);
    if (kthreads.contains(all)) {
      throw new BadValue(
          all + " is a kernel thread",
          "Those ignore signals (sig_task_ignored, kernel/signal.c, v6.6)");
    }
    if (isNumbered(all)) {
      throw new BadValue(all + " is a server's process", "Write a fault for it, as do = crash");
    }
  }

  /** The name of all those that are like this one. */
  private String group(String name) {
    Matcher oneOfMany = ONE_OF_MANY.matcher(name);
    boolean isOneOfMany = !threads.containsKey(name) && oneOfMany.matches();
    return isOneOfMany ? String.valueOf(oneOfMany.group(1)) : name;
  }

  /** Refuses a mount that does not give its superblock the name. */
  void checkSuperblock(String mount) throws BadValue {
    String of = sharing.get(mount);
    if (of != null) {
      throw new BadValue(
          mount + " shares the superblock of " + of, "It goes by that name: write " + of);
    }
  }

  /** Mounts, and {@code sb} where that means the file system of the file being closed. */
  Set<String> superblocks(Scope scope) {
    Set<String> all = new LinkedHashSet<>(mounts);
    if (scope.words().contains("sb")) {
      all.add("sb");
    }
    return all;
  }
}

package org.fputlab.fault;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.model.KernelSpec;

/** Which threads a name stands for: one, or all of a pool or of tasks alike. */
final class Threads {

  private static final List<String> DELAYED = List.of("delayed_fput", "delayed_mntput");

  private Threads() {}

  /** Whether it is the machine's deferred closer of files, or of mounts, or one of the scenario. */
  static boolean isWorkItem(String name, KernelSpec kernel) {
    return DELAYED.contains(name) || kernel.works().containsKey(name);
  }

  /** The work item's own name (fs/file_table.c, fs/namespace.c, v6.6, for the deferred closers). */
  static String workItem(String name) {
    return DELAYED.contains(name) ? name + "_work" : name;
  }

  static List<String> named(String name, KernelSpec kernel) {
    int count = count(name, kernel);
    if (count == 0) {
      return List.of(name);
    }
    List<String> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      threads.add(name + "-" + i);
    }
    return threads;
  }

  /** How many threads are numbered under {@code name}, or 0 where it is a thread's own name. */
  private static int count(String name, KernelSpec kernel) {
    if (name.equals("nfsd")) {
      return kernel.nfsd().map(KernelSpec.Nfsd::threads).orElse(0);
    }
    if (name.equals("lockd")) {
      return kernel.lockd().map(KernelSpec.Lockd::threads).orElse(0);
    }
    return kernel.tasks().stream()
        .filter(task -> task.name().equals(name) && task.count() > 1)
        .mapToInt(KernelSpec.TaskSpec::count)
        .sum();
  }
}

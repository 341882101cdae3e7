package org.fputlab.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.TaskTable;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Spelling;

/** Which threads a name stands for: one, or all of a pool or of tasks alike. */
final class Threads {

  private static final Pattern PID = Pattern.compile("(?:pid |\\S+ \\(pid )?(\\d{1,9})\\)?");

  private Threads() {}

  /** Whether it is the machine's deferred closer of files, or of mounts, or one of the scenario. */
  static boolean isWorkItem(String name, KernelSpec kernel) {
    return Spelling.isOwnWork(name) || kernel.works().containsKey(name);
  }

  /** The work item's own name (fs/file_table.c, fs/namespace.c, v6.6, for the deferred closers). */
  static String workItem(String name) {
    return Spelling.workName(name);
  }

  /**
   * The same fault on a thread by its name, where it is put on one by its number: {@code 101},
   * {@code pid 101} or {@code closer (pid 101)}, as reports have it.
   */
  static FaultSpec byName(FaultSpec fault, TaskTable tasks) {
    Matcher number = PID.matcher(fault.on());
    if (!number.matches()) {
      return fault;
    }
    for (TaskRow row : tasks.rows()) {
      if (row.name().equals(fault.on())) {
        return fault;
      }
    }
    for (TaskRow row : tasks.rows()) {
      if (String.valueOf(row.pid()).equals(number.group(1))) {
        return new FaultSpec(
            fault.at(), row.name(), fault.kind(), fault.duration(), fault.settings());
      }
    }
    throw new IllegalArgumentException("there is no task of pid " + number.group(1));
  }

  /** Whether a thread is written by its number. */
  static boolean isNumber(String written) {
    return PID.matcher(written).matches();
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
    KernelSpec.Server server = kernel.servers().get(name);
    if (server != null && server.isDaemon()) {
      return server.workers();
    }
    return kernel.tasks().stream()
        .filter(task -> task.name().equals(name) && task.count() > 1)
        .mapToInt(KernelSpec.TaskSpec::count)
        .sum();
  }
}

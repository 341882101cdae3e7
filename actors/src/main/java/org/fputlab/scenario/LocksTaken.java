package org.fputlab.scenario;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.fputlab.model.FileSystem;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * The locks that a machine's paths take by name, and its address spaces' {@code mmap_lock}s: what a
 * fault is offered to hold. Locks of single files are left out, which have no name until they are
 * open.
 */
final class LocksTaken {

  private final Set<String> names = new TreeSet<>();

  private LocksTaken() {}

  /** In the order of the alphabet. */
  static Set<String> by(KernelSpec kernel) {
    LocksTaken locks = new LocksTaken();
    kernel.mounts().values().forEach(mount -> locks.add(mount.fileSystem()));
    kernel.servers().values().forEach(server -> locks.add(server.operation()));
    kernel.clients().forEach(client -> locks.add(client.op()));
    kernel.tasks().forEach(task -> locks.add(task.run()));
    kernel.works().values().forEach(work -> locks.add(work.run()));
    locks.names.addAll(kernel.semaphores().keySet());
    return locks.names;
  }

  private void add(FileSystem fs) {
    List.of(fs.flush(), fs.release(), fs.dIput(), fs.evict(), fs.killSb()).forEach(this::add);
  }

  private void add(Path path) {
    path.steps().forEach(this::add);
  }

  private void add(Step step) {
    if (step instanceof Step.Call call) {
      add(call.path());
    } else if (step instanceof Step.Acquire taken) {
      add(taken.lock());
    } else if (step instanceof Step.Mmap mapped) {
      add(addressSpace(mapped.mm()));
    } else if (step instanceof Step.Munmap unmapped) {
      add(addressSpace(unmapped.mm()));
    } else if (step instanceof Step.PageFault touched) {
      add(addressSpace(touched.mm()));
    }
  }

  private static LockName addressSpace(String mm) {
    return new LockName("mmap_lock", mm);
  }

  private void add(LockName lock) {
    if (!LockName.PLACEHOLDERS.contains(lock.instance())) {
      names.add(lock.toString());
    }
  }
}

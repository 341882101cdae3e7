package org.fputlab.fault;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fputlab.fault.FaultWord.Target;
import org.fputlab.kernel.Kernel;
import org.fputlab.model.FileSystem;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Path;

/**
 * {@code memory-pressure}: finalising a file takes {@code by} times as long on every file system of
 * the machine, as where the buffers it needs were reclaimed and are read back (NeilBrown, 4 Dec
 * 2023: xfs and the inode cluster).
 *
 * <p>Slows {@code release}, {@code d-iput} and {@code evict}. Leaves out direct reclaim, failing
 * allocations and the reclaim of inodes in place of their last close.
 */
final class MemoryPressure implements Fault {

  @Override
  public FaultWord word() {
    return FaultWord.byFactor(Target.MACHINE, "memory-pressure");
  }

  @Override
  public List<Kernel.Command> begin(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of(
        new Kernel.SlowDown(id, Set.copyOf(afflicted(spec, kernel)), spec.setting("by")));
  }

  @Override
  public List<Kernel.Command> lift(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of(new Kernel.SpeedUp(id));
  }

  @Override
  public List<String> afflicted(FaultSpec spec, KernelSpec kernel) {
    Set<String> functions = new LinkedHashSet<>();
    functions.add(spec.on());
    for (KernelSpec.Mount mount : kernel.mounts().values()) {
      FileSystem fs = mount.fileSystem();
      for (Path path : List.of(fs.release(), fs.dIput(), fs.evict())) {
        functions.add(path.function());
      }
    }
    return List.copyOf(functions);
  }
}

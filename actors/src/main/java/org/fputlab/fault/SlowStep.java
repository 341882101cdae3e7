package org.fputlab.fault;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fputlab.fault.FaultWord.Target;
import org.fputlab.kernel.Kernel;
import org.fputlab.model.FileSystem;
import org.fputlab.model.Functions;
import org.fputlab.model.KernelSpec;

/**
 * {@code slow-step}: whatever takes time inside a function takes {@code by} times as long.
 *
 * <p>The function is named as a stack shows it, as in {@code evict} or {@code
 * xfs_fs_destroy_inode}; or by the word for it in the step language, as in {@code munmap}; or it is
 * {@code cpu} or {@code io}, which means all of those. {@code flush}, {@code release}, {@code
 * d-iput} and {@code kill-sb} are those of every file system. Time that a server takes is the
 * server's.
 */
final class SlowStep implements Fault {

  /** Words of the language that take time themselves, and steps of a close by file system. */
  private static final List<String> WORDS =
      List.of("cpu", "io", "flush", "release", "d-iput", "kill-sb");

  /** Functions of the kernel's own paths. */
  private static final List<String> OF_THE_KERNEL =
      List.of(
          "evict",
          "iput",
          "__dentry_kill",
          "dput",
          "cleanup_mnt",
          "deactivate_super",
          "delayed_fput",
          "delayed_mntput",
          "nfsd_file_delayed_close",
          "nfsd_file_net_dispose");

  /** What the words of the step language that run a path of the kernel's own are on a stack. */
  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("close", "__fput"),
          Map.entry("fput", "__fput"),
          Map.entry("__fput_sync", "__fput"),
          Map.entry("flush_delayed_fput", "flush_delayed_fput"),
          Map.entry("return_to_user", "task_work_run"),
          Map.entry("mmap", "mmap_region"),
          Map.entry("munmap", "do_vmi_munmap"),
          Map.entry("page_fault", "do_user_addr_fault"),
          Map.entry("umount", "path_umount"),
          Map.entry("umount_lazy", "path_umount"));

  static Set<String> steps(KernelSpec kernel) {
    Set<String> steps = new LinkedHashSet<>(WORDS);
    steps.addAll(OF_THE_KERNEL);
    steps.addAll(new TreeMap<>(FUNCTIONS).keySet());
    steps.addAll(new TreeSet<>(FUNCTIONS.values()));
    steps.addAll(Functions.of(kernel));
    return steps;
  }

  @Override
  public FaultWord word() {
    return FaultWord.byFactor(Target.STEP, "slow-step");
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
    functions.add(FUNCTIONS.getOrDefault(spec.on(), spec.on()));
    for (KernelSpec.Mount mount : kernel.mounts().values()) {
      FileSystem fs = mount.fileSystem();
      switch (spec.on()) {
        case "flush" -> functions.add(fs.flush().function());
        case "release" -> functions.add(fs.release().function());
        case "d-iput" -> functions.add(fs.dIput().function());
        case "kill-sb" -> functions.add(fs.killSb().function());
        default -> {}
      }
    }
    return List.copyOf(functions);
  }
}

package org.fputlab.kernel.memory;

import java.util.List;
import org.fputlab.kernel.files.OpenFiles;
import org.fputlab.model.LockName;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * What tasks do in the memory manager: mm/mmap.c, v6.6. {@code remove_vma} drops the mapping's file
 * reference while {@code mmap_lock} is held for writing; a page fault takes it for reading.
 */
public final class MemoryPaths {

  private MemoryPaths() {}

  public static Path mmap(String file, String mm) {
    LockName lock = lock(mm);
    return new Path(
        "mmap_region",
        List.of(
            new Step.Acquire("down_write", lock, false, false),
            new Step.GetFile(file),
            OpenFiles.step(files -> files.mapped(file, mm)),
            new Step.Release("up_write", lock, false)));
  }

  public static Path munmap(String file, String mm) {
    LockName lock = lock(mm);
    return new Path(
        "do_vmi_munmap",
        List.of(
            new Step.Acquire("down_write", lock, false, false),
            OpenFiles.step(files -> files.unmapped(file, mm)),
            new Step.Release("up_write", lock, false)));
  }

  /** Drops the reference that a mapping held. */
  static Path removeVma(String file) {
    return new Path("remove_vma", List.of(new Step.Fput(file)));
  }

  public static Path pageFault(String mm) {
    LockName lock = lock(mm);
    return new Path(
        "do_user_addr_fault",
        List.of(
            new Step.Acquire("down_read", lock, true, false),
            new Step.Release("up_read", lock, true)));
  }

  private static LockName lock(String mm) {
    return new LockName("mmap_lock", mm);
  }
}

package org.fputlab.kernel.memory;

import akka.actor.typed.ActorRef;
import java.util.List;
import java.util.function.Predicate;
import org.fputlab.kernel.files.FileWords;
import org.fputlab.kernel.files.OpenFiles;
import org.fputlab.kernel.locks.LockWords;
import org.fputlab.kernel.task.Running;
import org.fputlab.model.Effect;
import org.fputlab.model.LockName;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * What one task does in the memory manager: mm/mmap.c, v6.6. {@code remove_vma} drops the mapping's
 * file reference while {@code mmap_lock} is held for writing; a page fault takes it for reading.
 */
final class MemoryCalls {

  private final ActorRef<? super Vm.Command> vm;
  private final OpenFiles files;
  private final Running task;

  MemoryCalls(Running task, ActorRef<? super Vm.Command> vm) {
    this.vm = vm;
    this.task = task;
    this.files = task.the(OpenFiles.class);
  }

  private static Step step(Predicate<MemoryCalls> what, Effect... effects) {
    return Step.inside(task -> what.test(task.the(MemoryCalls.class)), effects);
  }

  static Path mmap(String file, String mm) {
    LockName lock = lock(mm);
    return new Path(
        "mmap_region",
        List.of(
            new LockWords.Acquire("down_write", lock, false, false),
            new FileWords.GetFile(file),
            step(memory -> memory.mapped(file, mm)),
            new LockWords.Release("up_write", lock, false)));
  }

  static Path munmap(String file, String mm) {
    LockName lock = lock(mm);
    return new Path(
        "do_vmi_munmap",
        List.of(
            new LockWords.Acquire("down_write", lock, false, false),
            step(memory -> memory.unmapped(file, mm), new Effect.Runs(removeVma(file))),
            new LockWords.Release("up_write", lock, false)));
  }

  /** Drops the reference that a mapping held. */
  static Path removeVma(String file) {
    return new Path("remove_vma", List.of(new FileWords.Fput(file)));
  }

  /** Where nothing is mapped munmap(2) does nothing, and succeeds. */
  void unmapped(Vm.Unmapped answer) {
    if (answer.was()) {
      task.call(removeVma(answer.name()));
    }
    task.execution().goOn();
  }

  static Path pageFault(String mm) {
    LockName lock = lock(mm);
    return new Path(
        "do_user_addr_fault",
        List.of(
            new LockWords.Acquire("down_read", lock, true, false),
            new LockWords.Release("up_read", lock, true)));
  }

  private static LockName lock(String mm) {
    return new LockName("mmap_lock", mm);
  }

  private boolean mapped(String file, String mm) {
    vm.tell(new Vm.MapFile(mm, files.file(file)));
    return true;
  }

  private boolean unmapped(String file, String mm) {
    vm.tell(new Vm.UnmapFile(mm, files.file(file), file, task.execution().self()));
    return false;
  }
}

package org.fputlab.kernel.memory;

import java.util.List;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.Step;

/** The words of address spaces: mm/mmap.c, v6.6. */
public final class MemoryWords {

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          new Word(
              "mmap",
              "F MM",
              "Maps a file into an address space, which takes a reference.",
              a -> new Mmap(a.file(), a.addressSpace())),
          new Word(
              "munmap",
              "F MM",
              "Unmaps a file and drops the mapping's reference under mmap_lock.",
              a -> new Munmap(a.file(), a.addressSpace())),
          new Word(
              "page_fault",
              "MM",
              "Touches memory of an address space, under mmap_lock.",
              a -> new PageFault(a.addressSpace())));

  private MemoryWords() {}

  /** {@code mmap}: maps a file into an address space, which takes a reference. */
  public record Mmap(String file, String mm) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.call(MemoryCalls.mmap(file, mm));
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Runs(MemoryCalls.mmap(file, mm)), new Effect.Maps(file, mm));
    }
  }

  /** {@code munmap}: unmaps a file, and drops the mapping's reference under {@code mmap_lock}. */
  public record Munmap(String file, String mm) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.call(MemoryCalls.munmap(file, mm));
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Unmaps(file, mm), new Effect.Runs(MemoryCalls.munmap(file, mm)));
    }
  }

  /** {@code page_fault}: touches memory of an address space. */
  public record PageFault(String mm) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.call(MemoryCalls.pageFault(mm));
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Runs(MemoryCalls.pageFault(mm)));
    }
  }
}

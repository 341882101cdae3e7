package org.fputlab.kernel.mounts;

import java.util.List;
import org.fputlab.kernel.locks.LockWords;
import org.fputlab.kernel.locks.TryWords;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.Step;

/** The words of the freeze of a superblock: fs/super.c, v6.6. */
public final class FreezeWords {

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          starts("write", "sb_writers", "a change of a mounted file system"),
          ends("write", "sb_writers", "a change of a mounted file system"),
          tries("write", "sb_writers", "a change of a mounted file system"),
          starts("pagefault", "sb_pagefaults", "a page fault that writes"),
          ends("pagefault", "sb_pagefaults", "a page fault that writes"),
          starts("intwrite", "sb_internal", "a change by the file system itself"),
          ends("intwrite", "sb_internal", "a change by the file system itself"),
          tries("intwrite", "sb_internal", "a change by the file system itself"),
          new Word(
              "freeze_super",
              "SB",
              "Freezes a mounted file system, level by level: waits for changes under way, holds off"
                  + " new ones.",
              a -> new Freeze(a.superblock())),
          new Word(
              "thaw_super",
              "SB",
              "Ends the freeze, whoever began it.",
              a -> new Thaw(a.superblock())));

  private FreezeWords() {}

  private static Word starts(String which, String level, String what) {
    String word = "sb_start_" + which;
    return new Word(
        word,
        "SB",
        "Starts " + what + "; waits while that level is frozen.",
        a -> new LockWords.Acquire(word, a.freezeLevel(level), true, false));
  }

  private static Word tries(String which, String level, String what) {
    return TryWords.startsChange("sb_start_" + which, level, what);
  }

  private static Word ends(String which, String level, String what) {
    String word = "sb_end_" + which;
    return new Word(
        word,
        "SB",
        "Ends " + what + ".",
        a -> new LockWords.Release(word, a.freezeLevel(level), true));
  }

  /** {@code freeze_super}: freezes a superblock, by its mount. */
  public record Freeze(String superblock) implements Step {
    @Override
    public String word() {
      return "freeze_super";
    }

    @Override
    public boolean run(Calls task) {
      return task.the(FreezePaths.class).freeze(superblock);
    }

    @Override
    public List<Effect> effects() {
      return List.of(
          new Effect.Freezes(superblock), new Effect.Runs(FreezePaths.freezeSuper(superblock)));
    }
  }

  /** {@code thaw_super}: ends a freeze, whoever began it. */
  public record Thaw(String superblock) implements Step {
    @Override
    public String word() {
      return "thaw_super";
    }

    @Override
    public boolean run(Calls task) {
      return task.the(FreezePaths.class).thaw(superblock);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Runs(FreezePaths.thawSuper(superblock)));
    }
  }
}

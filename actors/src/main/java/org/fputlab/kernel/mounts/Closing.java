package org.fputlab.kernel.mounts;

import org.fputlab.model.FileSystem;
import org.fputlab.model.KernelSpec;
import org.jspecify.annotations.Nullable;

/** The mount that a task is shutting down, and what it was finalising when that began. */
public class Closing {

  /** What its steps' words need to know of what was finalised before it, and for whom it is. */
  public record Begun(@Nullable Closing outer, long randomState, long startedAt) {}

  private final KernelSpec.Mount mount;
  private final Begun begun;
  private @Nullable Object kept;

  public Closing(KernelSpec.Mount mount, Begun begun) {
    this.mount = mount;
    this.begun = begun;
  }

  public final KernelSpec.Mount mount() {
    return mount;
  }

  public final FileSystem fileSystem() {
    return mount.fileSystem();
  }

  /** What the task was finalising when this began, or null. */
  final @Nullable Closing outer() {
    return begun.outer();
  }

  /** Where the task's own random numbers go on. */
  public final long randomState() {
    return begun.randomState();
  }

  /** When the closer that it is for began to wait, or {@link Closings#NOBODY_WAITS}. */
  final long startedAt() {
    return begun.startedAt();
  }

  /** Whether it is the close of a file. */
  public boolean isClose() {
    return false;
  }

  /** What the put of its mount came to. */
  protected void mountPut(MountPut answer) {}

  /** What {@code inode}, {@code parent} or {@code sb} is called elsewhere. */
  final String instance(String word) {
    return switch (word) {
      case "inode" -> inode();
      case "parent" -> mount.superblock() + "/";
      default -> mount.superblock();
    };
  }

  /** What {@code inode} is called elsewhere. */
  protected String inode() {
    throw new IllegalStateException("no file of " + mount.name() + " is being closed");
  }

  /** What an area keeps as long as this lasts, or null. */
  public final @Nullable Object kept() {
    return kept;
  }

  /** Keeps something as long as this lasts. */
  public final void keep(Object what) {
    kept = what;
  }
}

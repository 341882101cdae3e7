package org.fputlab.kernel.files;

import akka.actor.typed.ActorRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.RandomStream;
import org.fputlab.kernel.mounts.MountPut;
import org.fputlab.kernel.mounts.MountTable;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Meters;
import org.fputlab.model.FileTable;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.OpenMode;

/**
 * How open files come to be and how they go: whether an open succeeds, what it opens below, and
 * what is given back when {@code __fput} is done with a file.
 *
 * <p>Emulates {@code alloc_empty_file} and {@code file_free} (fs/file_table.c, v6.6), and the
 * reference to the mount that a file has from one to the other.
 */
final class FileLifetimes {

  private final Engine engine;
  private final long fileMax;
  private final FileTable files;
  private final Inodes inodes;
  private final AttachedMounts mounts;
  private final ActorRef<? super MountTable.Command> mountTable;
  private final Footprint footprint;
  private final PendingCloses pending;
  private final Gauge open;
  private final Map<Integer, Integer> lowerFiles = new LinkedHashMap<>();

  /** Opens the files that tasks share. */
  FileLifetimes(
      Machine machine,
      FileTable files,
      Inodes inodes,
      AttachedMounts mounts,
      ActorRef<? super MountTable.Command> mountTable,
      Footprint footprint,
      PendingCloses pending) {
    this.engine = machine.engine();
    this.fileMax = machine.spec().fileMax();
    this.files = files;
    this.inodes = inodes;
    this.mounts = mounts;
    this.mountTable = mountTable;
    this.footprint = footprint;
    this.pending = pending;
    this.open = engine.tables().gauges().of(Meters.OPEN_FILES);
    List<KernelSpec.SharedFile> shared = machine.spec().files();
    shared.forEach(this::openShared);
    for (int file = 0; file < shared.size(); file++) {
      openLower(file);
    }
  }

  /** Before anything runs, so that a shared file's number is its place in the scenario. */
  private void openShared(KernelSpec.SharedFile shared) {
    int inode = inodes.number(shared.inode());
    inodes.open(inode, OpenMode.READ);
    int mount = mounts.numberOf(shared.mount());
    countOpened(mount);
    files.open(mount, inode, RandomStream.key(engine.seed(), shared.name()));
  }

  /** Opens a file, unless it may not be; who finds its inode being freed is asked again later. */
  OpenAnswer open(Vfs.Open ask) {
    for (int at = ask.mount(); at != AttachedMounts.NONE; at = mounts.lower(at)) {
      footprint.asksWhetherAttached(at);
    }
    int inode = inodes.number(ask.inode());
    footprint.inode(inode);
    if (!ask.privileged() && !isRoom()) {
      return OpenAnswer.OpenRefused.INSTANCE;
    }
    if (inodes.isFreeing(inode) && !mounts.isDetached(ask.mount())) {
      inodes.await(ask);
      return new OpenAnswer.InodeFreeing(ask.inode());
    }
    if (mounts.isAnyDetached(ask.mount()) || inodes.isTextBusy(inode, ask.mode())) {
      return OpenAnswer.OpenRefused.INSTANCE;
    }
    inodes.open(inode, ask.mode());
    int file = openFile(ask.mount(), inode, ask.key());
    files.openedFor(file, ask.mode());
    openLower(file);
    return new OpenAnswer.Opened(file);
  }

  private boolean isRoom() {
    footprint.asksForRoom();
    if (files.open() < fileMax) {
      return true;
    }
    engine.tables().gauges().of(Meters.ENFILE).add(1);
    engine.tables().journal().note(engine.now(), "vfs", "file-max limit " + fileMax + " reached");
    return false;
  }

  private int openFile(int mount, int inode, long key) {
    countOpened(mount);
    return footprint.isKept()
        ? files.openAs(footprint.number(key), mount, inode, key)
        : files.open(mount, inode, key);
  }

  private void countOpened(int mount) {
    footprint.countOf(mount);
    footprint.openFiles();
    mounts.opened(mount);
    open.add(1);
  }

  /** What a file of a mount that lies over another opens there (fs/overlayfs/file.c, v6.6). */
  private void openLower(int file) {
    int below = mounts.lower(files.mount(file));
    if (below != AttachedMounts.NONE) {
      int lower = openFile(below, FileTable.ANONYMOUS, RandomStream.key(files.key(file), "lower"));
      lowerFiles.put(file, lower);
      openLower(lower);
    }
  }

  /** What a file opened below, for whoever finalises it to put; else {@link OpenFiles#NONE}. */
  int takeLower(int file) {
    Integer lower = lowerFiles.remove(file);
    return lower == null ? OpenFiles.NONE : lower;
  }

  /** Puts a file's mount; returns whether whoever is told what came of it frees the file. */
  boolean putMount(Vfs.FileDone ask) {
    int mount = files.mount(ask.file());
    ActorRef<? super MountPut> replyTo = ask.replyTo();
    if (mounts.isDetached(mount)) {
      mountTable.tell(new MountTable.Mntput(mount, ask.closer(), replyTo));
      return replyTo != null;
    }
    footprint.countOf(mount);
    mounts.closed(mount);
    if (replyTo != null) {
      replyTo.tell(MountPut.ATTACHED);
    }
    return false;
  }

  /** {@code file_free}. */
  void free(int file) {
    footprint.file(file);
    footprint.pendingCloses();
    footprint.openFiles();
    pending.done(file);
    files.free(file);
    open.remove(1);
  }
}

package org.fputlab.kernel.files;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.Engine;
import org.fputlab.kernel.task.BusyTimes;
import org.fputlab.kernel.task.Meters;
import org.fputlab.model.FileSystem;
import org.fputlab.model.FileTable;
import org.fputlab.model.Inode;
import org.fputlab.model.LockName;
import org.fputlab.model.OpenMode;

/**
 * The inodes that the scenario names, by number, and who waits for one of them to be gone.
 *
 * <p>Mirrors the inode cache and {@code __wait_on_freeing_inode} (fs/inode.c, v6.6). Leaves out
 * what has no name: such a file's inode is its alone ({@link FileTable#ANONYMOUS}).
 */
public final class Inodes {

  private final List<Inode> inodes = new ArrayList<>();
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final Map<String, Deque<Vfs.Open>> waiting = new LinkedHashMap<>();
  private final BusyTimes execs;
  private final BusyTimes writes;
  private final BusyTimes sillyRenames;

  Inodes(Engine engine) {
    this.execs = new BusyTimes(engine, Meters.EXEC_ETXTBSY);
    this.sillyRenames = new BusyTimes(engine, Meters.SILLY_RENAME);
    this.writes = new BusyTimes(engine, Meters.OPEN_ETXTBSY);
  }

  /** What says that an inode is being freed ({@code I_FREEING}, fs/inode.c, v6.6). */
  static LockName freeing(String inode) {
    return new LockName("I_FREEING", inode);
  }

  /** The number of the inode of this name, or {@link FileTable#ANONYMOUS} for none. */
  int number(String name) {
    if (name.isEmpty()) {
      return FileTable.ANONYMOUS;
    }
    Integer known = numbers.get(name);
    if (known == null) {
      known = inodes.size();
      inodes.add(new Inode(name));
      numbers.put(name, known);
    }
    return known;
  }

  Inode get(int number) {
    return inodes.get(number);
  }

  boolean isFreeing(int number) {
    return number != FileTable.ANONYMOUS && get(number).isFreeing();
  }

  /** {@code -ETXTBSY}: it is written and should be run, or the other way round. */
  boolean isTextBusy(int number, OpenMode mode) {
    if (number == FileTable.ANONYMOUS || mode == OpenMode.READ) {
      return false;
    }
    boolean busy = !get(number).admits(mode);
    BusyTimes times = mode == OpenMode.EXEC ? execs : writes;
    if (busy) {
      times.failed(name(number));
    } else {
      times.succeeded(name(number));
    }
    return busy;
  }

  void open(int number, OpenMode mode) {
    if (number != FileTable.ANONYMOUS) {
      get(number).open();
      get(number).grant(mode);
    }
  }

  /**
   * The last reference went. A program that ends lets others write its file at once, before it puts
   * it (set_mm_exe_file, kernel/fork.c, v6.6); who wrote a file keeps it until {@link #dput}.
   */
  void lastPut(int file, FileTable files) {
    withdraw(file, files, OpenMode.EXEC);
    if (files.inode(file) != FileTable.ANONYMOUS) {
      get(files.inode(file)).lastPut();
    }
  }

  private void withdraw(int file, FileTable files, OpenMode mode) {
    int inode = files.inode(file);
    if (inode != FileTable.ANONYMOUS && files.mode(file) == mode) {
      get(inode).withdraw(mode);
    }
  }

  String name(int number) {
    return number == FileTable.ANONYMOUS ? "" : get(number).name();
  }

  /**
   * Drops a file's write access and its dentry, as {@code __fput} does after {@code ->release}, and
   * decides what that leads to: nothing, an eviction, or first the removal of a silly-renamed file.
   */
  DentryPut dput(int file, FileTable files, FileSystem fileSystem) {
    withdraw(file, files, OpenMode.WRITE);
    int inode = files.inode(file);
    boolean unlinked;
    boolean killed;
    if (inode == FileTable.ANONYMOUS) {
      unlinked = files.isUnlinked(file);
      killed = unlinked || fileSystem.alwaysEvict();
    } else {
      unlinked = get(inode).isUnlinked();
      killed = get(inode).put(fileSystem);
    }
    if (!killed) {
      return DentryPut.KEPT;
    }
    return unlinked && fileSystem.sillyRename() ? DentryPut.SILLY_REMOVE : DentryPut.EVICT;
  }

  /** Removes a file's name. */
  void unlink(int file, FileTable files) {
    int inode = files.inode(file);
    if (inode == FileTable.ANONYMOUS) {
      files.unlink(file);
    } else {
      get(inode).unlink();
    }
  }

  /**
   * Removes a name of which the caller has no file open. Of what nobody has open nothing is left; a
   * silly-renaming file system cannot tell a pending close from a file in use: {@code
   * d_count(dentry) > 1} (nfs_unlink, fs/nfs/dir.c, v6.6). Left out: the eviction by the caller.
   */
  void unlink(String name, FileSystem fileSystem) {
    Inode inode = get(number(name));
    if (inode.isOpen()) {
      if (fileSystem.sillyRename() && inode.isOnlyClosing() && !inode.isUnlinked()) {
        sillyRenames.failed(name);
      }
      inode.unlink();
    }
  }

  /** Keeps {@code open} until its inode is gone. */
  void await(Vfs.Open open) {
    waiting.computeIfAbsent(open.inode(), name -> new ArrayDeque<>()).add(open);
  }

  /** A file of the inode is done with; returns those who waited for the inode if it is gone now. */
  Iterable<Vfs.Open> done(int number) {
    if (!isFreeing(number)) {
      return List.of();
    }
    get(number).freed();
    sillyRenames.ended(name(number));
    Deque<Vfs.Open> freed = waiting.remove(name(number));
    return freed == null ? List.of() : freed;
  }
}

package org.fputlab.model;

import java.util.Arrays;

/**
 * Every open file of the machine: {@code struct file} in columns, so that tens of millions of
 * pending closes fit in memory (about 26 bytes each).
 *
 * <p>Mirrors what {@code fput} and {@code __fput} need of a file (fs/file_table.c, v6.6): {@code
 * f_count}, the inode, the mount, and when the last reference went. A freed number is used again.
 */
public final class FileTable {

  /** The file has an inode of its own, which nobody else can name. */
  public static final int ANONYMOUS = -1;

  private static final byte UNLINKED = 1;
  private static final byte HANDED_OVER = 2;
  private static final byte WRITES = 4;
  private static final byte RUNS = 8;
  private static final byte LISTED = 16;
  private static final byte OWN_WORK = 32;
  private static final int SHIFT = 16;
  private static final int MASK = (1 << SHIFT) - 1;

  /** What the first chunk begins with; it is doubled until it is as large as the others. */
  private static final int FEW = 64;

  private static final class Chunk {
    final int[] count;
    final int[] inode;
    final short[] mount;
    final byte[] flags;
    final long[] key;
    final long[] putAt;

    Chunk(int size) {
      count = new int[size];
      inode = new int[size];
      mount = new short[size];
      flags = new byte[size];
      key = new long[size];
      putAt = new long[size];
    }

    private Chunk(Chunk of, int size) {
      count = Arrays.copyOf(of.count, size);
      inode = Arrays.copyOf(of.inode, size);
      mount = Arrays.copyOf(of.mount, size);
      flags = Arrays.copyOf(of.flags, size);
      key = Arrays.copyOf(of.key, size);
      putAt = Arrays.copyOf(of.putAt, size);
    }

    int size() {
      return count.length;
    }

    Chunk doubled() {
      return new Chunk(this, 2 * size());
    }
  }

  private final int kept;
  private Chunk[] chunks = new Chunk[4];
  private int next;
  private int freed = -1;
  private int open;

  /** A table that uses every number again. */
  public FileTable() {
    this(0);
  }

  /**
   * @param kept the numbers below this one stand for one file each, and are not used again
   */
  public FileTable(int kept) {
    this.kept = kept;
  }

  /**
   * Opens a file, with one reference.
   *
   * @param mount the mount's number
   * @param inode the inode's number, or {@link #ANONYMOUS}
   * @param key what the file's own random numbers come from
   * @return the file's number
   */
  public int open(int mount, int inode, long key) {
    int file = freed;
    if (file >= 0) {
      freed = chunk(file).inode[file & MASK];
    } else {
      file = next;
      makeRoom(file);
    }
    return open(file, mount, inode, key);
  }

  /** The same with a number that no other file ever has. */
  public int openAs(int file, int mount, int inode, long key) {
    if (file < kept || (file < next && count(file) >= 0)) {
      throw new IllegalStateException("file " + file + " is there already");
    }
    makeRoom(file);
    return open(file, mount, inode, key);
  }

  private void makeRoom(int file) {
    for (; next <= file; next++) {
      int number = next >>> SHIFT;
      int at = next & MASK;
      if (number == chunks.length) {
        chunks = Arrays.copyOf(chunks, chunks.length * 2);
      }
      if (at == 0) {
        chunks[number] = new Chunk(number == 0 ? FEW : MASK + 1);
      } else if (at == chunks[number].size()) {
        chunks[number] = chunks[number].doubled();
      }
      chunks[number].count[at] = -1;
    }
  }

  private int open(int file, int mount, int inode, long key) {
    Chunk chunk = chunk(file);
    int at = file & MASK;
    chunk.count[at] = 1;
    chunk.inode[at] = inode;
    chunk.mount[at] = (short) mount;
    chunk.flags[at] = 0;
    chunk.key[at] = key;
    open++;
    return file;
  }

  /** {@code get_file}: one more reference to a file that has some. */
  public void get(int file) {
    Chunk chunk = chunk(file);
    if (chunk.count[file & MASK] <= 0) {
      throw new IllegalStateException(
          "file " + file + " has no reference left to take another from");
    }
    chunk.count[file & MASK]++;
  }

  /** Drops a reference; returns whether it was the last. */
  public boolean put(int file, long now) {
    Chunk chunk = chunk(file);
    int left = --chunk.count[file & MASK];
    if (left < 0) {
      throw new IllegalStateException("file " + file + " was put more often than taken");
    }
    if (left == 0 && !isHandedOver(file)) {
      chunk.putAt[file & MASK] = now;
    }
    return left == 0;
  }

  /**
   * Somebody else is to drop this reference; returns whether it is the last, so that the close
   * counts from now on.
   */
  public boolean handOver(int file, long now) {
    Chunk chunk = chunk(file);
    if (chunk.count[file & MASK] != 1 || isHandedOver(file)) {
      return false;
    }
    chunk.flags[file & MASK] |= HANDED_OVER;
    chunk.putAt[file & MASK] = now;
    return true;
  }

  /** Whether its last reference was handed over to be dropped. */
  public boolean isHandedOver(int file) {
    return (chunk(file).flags[file & MASK] & HANDED_OVER) != 0;
  }

  /** Its last reference went to the list of a worker. */
  public void list(int file) {
    chunk(file).flags[file & MASK] |= LISTED;
  }

  /** Whether its last reference went to the list of a worker. */
  public boolean isListed(int file) {
    return (chunk(file).flags[file & MASK] & LISTED) != 0;
  }

  /** Its last reference is left until the task returns to user mode. */
  public void leave(int file) {
    chunk(file).flags[file & MASK] |= OWN_WORK;
  }

  /** Whether its last reference is left until a task returns to user mode. */
  public boolean isLeft(int file) {
    return (chunk(file).flags[file & MASK] & OWN_WORK) != 0;
  }

  /** {@code file_free}: the number may be used again. */
  public void free(int file) {
    Chunk chunk = chunk(file);
    if (chunk.count[file & MASK] != 0) {
      throw new IllegalStateException(
          "file " + file + " is freed while " + chunk.count[file & MASK] + " hold it");
    }
    chunk.count[file & MASK] = -1;
    open--;
    if (file >= kept) {
      chunk.inode[file & MASK] = freed;
      freed = file;
    }
  }

  /** {@code nr_files}: all files not yet freed, pending closes among them. */
  public int open() {
    return open;
  }

  /** {@code f_count}. */
  public int count(int file) {
    return chunk(file).count[file & MASK];
  }

  public int mount(int file) {
    return chunk(file).mount[file & MASK];
  }

  public int inode(int file) {
    return chunk(file).inode[file & MASK];
  }

  public long key(int file) {
    return chunk(file).key[file & MASK];
  }

  /** When the last reference went, or was handed over, in nanoseconds of the run. */
  public long putAt(int file) {
    return chunk(file).putAt[file & MASK];
  }

  /**
   * When the first of those was put that are not freed; later than any moment where there is none.
   * Looks at every file.
   */
  public long oldestPut() {
    long oldest = Long.MAX_VALUE;
    for (int file = 0; file < next; file++) {
      int references = count(file);
      if (references == 0 || (references > 0 && isHandedOver(file))) {
        oldest = Math.min(oldest, putAt(file));
      }
    }
    return oldest;
  }

  /** Notes what a file was opened for. */
  public void openedFor(int file, OpenMode mode) {
    if (mode != OpenMode.READ) {
      chunk(file).flags[file & MASK] |= mode == OpenMode.WRITE ? WRITES : RUNS;
    }
  }

  /** What it was opened for. */
  public OpenMode mode(int file) {
    int flags = chunk(file).flags[file & MASK] & (WRITES | RUNS);
    return flags == 0 ? OpenMode.READ : flags == WRITES ? OpenMode.WRITE : OpenMode.EXEC;
  }

  /** Notes that an anonymous inode lost its name. */
  public void unlink(int file) {
    chunk(file).flags[file & MASK] |= UNLINKED;
  }

  /** Whether an anonymous inode lost its name. */
  public boolean isUnlinked(int file) {
    return (chunk(file).flags[file & MASK] & UNLINKED) != 0;
  }

  private Chunk chunk(int file) {
    return chunks[file >>> SHIFT];
  }
}

package org.fputlab.model;

/**
 * An inode that scenarios name, with its one dentry: how many open files hold it, and whether its
 * name is gone.
 *
 * <p>Mirrors {@code retain_dentry}, {@code iput_final} and {@code evict} as far as they decide what
 * a last close does (fs/dcache.c, fs/inode.c, v6.6), and {@code i_writecount} with {@code
 * get_write_access} and {@code deny_write_access} (include/linux/fs.h). Leaves out the LRU: a
 * linked inode that no open file holds is simply kept.
 */
public final class Inode {

  private final String name;
  private int opens;
  private int closing;
  private int writers;
  private boolean unlinked;
  private boolean freeing;

  public Inode(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** One more open file. */
  public void open() {
    if (freeing) {
      throw new IllegalStateException("inode " + name + " is opened while it is freed");
    }
    opens++;
  }

  /** Whether it may be opened for this; else {@code -ETXTBSY}. */
  public boolean admits(OpenMode mode) {
    return writers * mode.writers() >= 0;
  }

  /** A file of it was opened for this: {@code i_writecount} counts those who write, or run it. */
  public void grant(OpenMode mode) {
    if (!admits(mode)) {
      throw new IllegalStateException("inode " + name + " is written and run at a time");
    }
    writers += mode.writers();
  }

  /** {@code put_write_access}, {@code allow_write_access}: that file no longer is. */
  public void withdraw(OpenMode mode) {
    writers -= mode.writers();
  }

  /** The name is removed. */
  public void unlink() {
    unlinked = true;
  }

  public boolean isUnlinked() {
    return unlinked;
  }

  /** The last reference to one of its open files went, and its close is to come. */
  public void lastPut() {
    closing++;
  }

  public boolean isOpen() {
    return opens > 0;
  }

  /** Whether all that is open of it are files whose close is to come. */
  public boolean isOnlyClosing() {
    return opens > 0 && closing >= opens;
  }

  /** One open file less; returns whether that kills the dentry. */
  public boolean put(FileSystem fileSystem) {
    closing = Math.max(0, closing - 1);
    if (--opens < 0) {
      throw new IllegalStateException("inode " + name + " was put more often than opened");
    }
    freeing = opens == 0 && (unlinked || fileSystem.alwaysEvict());
    return freeing;
  }

  /** {@code I_FREEING}: whoever looks it up now must wait. */
  public boolean isFreeing() {
    return freeing;
  }

  /** It is gone; a file of that name made later is a new one. */
  public void freed() {
    freeing = false;
    unlinked = false;
  }
}

package org.fputlab.model;

/** What a file is opened for, as far as it decides who else may open the inode. */
public enum OpenMode {
  /** Reading: anybody may. */
  READ(0),
  /** Writing, which keeps the inode from being run: {@code get_write_access}. */
  WRITE(1),
  /** Being run, which keeps it from being written: {@code deny_write_access}. */
  EXEC(-1);

  private final int writers;

  OpenMode(int writers) {
    this.writers = writers;
  }

  /** What it adds to {@code i_writecount}. */
  int writers() {
    return writers;
  }
}

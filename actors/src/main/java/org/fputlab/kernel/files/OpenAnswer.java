package org.fputlab.kernel.files;

import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;

/** How an open ended. */
public sealed interface OpenAnswer extends Task.Answer {

  /** The file's number. */
  record Opened(int file) implements OpenAnswer {
    @Override
    public void tell(Running task) {
      task.the(OpenFiles.class).opened(file);
    }
  }

  /** {@code -ENFILE}, or {@code -ENOENT} on a detached mount. */
  enum OpenRefused implements OpenAnswer {
    INSTANCE;

    @Override
    public void tell(Running task) {
      task.the(OpenFiles.class).openRefused();
    }
  }

  /** The inode is being freed: {@link Opened} follows when it is gone. */
  record InodeFreeing(String inode) implements OpenAnswer {
    @Override
    public void tell(Running task) {
      task.the(OpenFiles.class).inodeFreeing(inode);
    }

    @Override
    public boolean endsWait() {
      return false;
    }
  }
}

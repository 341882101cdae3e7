package org.fputlab.kernel.files;

import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.KernelSpec;

/** What dropping a reference to a file came to. */
public sealed interface PutAnswer extends Task.Answer {

  /** There is nothing for this task to do. */
  enum StillReferenced implements PutAnswer {
    INSTANCE;

    @Override
    public void tell(Running task) {
      task.the(FilePuts.class).stillReferenced();
    }
  }

  /**
   * It was the last, and is left to a worker.
   *
   * @param timer what part of its cold cost starting the worker's timer takes; 0 where this put did
   *     not start it
   */
  record PutOff(double timer) implements PutAnswer {
    @Override
    public void tell(Running task) {
      task.the(FilePuts.class).putOff(timer);
    }
  }

  /** It was the last, and goes on this task's task_work. */
  record PutLater(int file, String inode, KernelSpec.Mount mount) implements PutAnswer {
    @Override
    public void tell(Running task) {
      task.the(FilePuts.class).putLater(this);
    }
  }

  /** The file is there, and this task flushes it now. */
  record Flush(int file, String inode, KernelSpec.Mount mount) implements PutAnswer {
    @Override
    public void tell(Running task) {
      task.the(FilePuts.class).flush(this);
    }
  }

  /** It was the last, and this task runs {@code __fput} now. */
  record LastPut(
      int file,
      int lower,
      long key,
      String inode,
      KernelSpec.Mount mount,
      long putAt,
      DentryPut dentry)
      implements PutAnswer {
    @Override
    public void tell(Running task) {
      task.the(ClosePaths.class).lastPut(this);
    }
  }
}

package org.fputlab.model;

/** One thing that a task does. Steps are data; what they do is in {@link Calls}. */
public interface Step {

  /**
   * Does the step in a task.
   *
   * @return true where it is done, false where the task sleeps until something answers
   */
  boolean run(Calls calls);

  // Locks

  /**
   * {@code down_read}, {@code down_write}, {@code mutex_lock}, {@code down} and their killable and
   * interruptible kinds.
   */
  record Acquire(String word, LockName lock, boolean shared, Sleeping how) implements Step {

    public Acquire(String word, LockName lock, boolean shared, boolean killable) {
      this(word, lock, shared, killable ? Sleeping.KILLABLE : Sleeping.UNINTERRUPTIBLE);
    }

    @Override
    public boolean run(Calls calls) {
      return calls.acquire(lock, shared, how, word);
    }
  }

  /** {@code up_read}, {@code up_write}, {@code mutex_unlock}, {@code up}. */
  record Release(String word, LockName lock, boolean shared) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.release(lock, shared);
    }
  }

  /** {@code wait_for_completion}. */
  record WaitForCompletion(String name, Sleeping how) implements Step {

    public WaitForCompletion(String name, boolean killable) {
      this(name, killable ? Sleeping.KILLABLE : Sleeping.UNINTERRUPTIBLE);
    }

    @Override
    public boolean run(Calls calls) {
      return calls.waitForCompletion(name, how);
    }
  }

  /** {@code complete} wakes one waiter, {@code complete_all} all, now and later. */
  record Complete(String name, boolean all) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.complete(name, all);
    }
  }

  // Freezing

  /** {@code freeze_super}: freezes a superblock, by its mount. */
  record Freeze(String superblock) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.freezeSuper(superblock);
    }
  }

  /** {@code thaw_super}: ends a freeze, whoever began it. */
  record Thaw(String superblock) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.thawSuper(superblock);
    }
  }

  // Time

  /** {@code cpu}: needs one of the machine's processors for so long. */
  record Cpu(Dist time) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.cpu(time);
    }
  }

  /** {@code io}: waits for a device that serves any number at a time. */
  record Io(Dist time) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.io(time);
    }
  }

  /** {@code sleep}: waits by choice, interruptibly. */
  record Sleep(Dist time) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.sleep(time);
    }
  }

  /** {@code msleep}: waits by choice, uninterruptibly, until a tick. */
  record Msleep(Dist time) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.msleep(time);
    }
  }

  // Servers

  /**
   * {@code rpc}: calls a server and waits for its reply, or with {@code rpc_async} does not wait.
   */
  record Rpc(String server, String operation, boolean killable, boolean async) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.rpc(server, operation, killable, async);
    }
  }

  // Files

  /**
   * {@code open}: a new open file, on an inode of its own unless one is named. {@code exec} opens
   * one to be run.
   */
  record Open(String file, String mount, String inode, OpenMode mode) implements Step {

    public Open(String file, String mount, String inode) {
      this(file, mount, inode, OpenMode.READ);
    }

    @Override
    public boolean run(Calls calls) {
      return calls.open(file, mount, inode, mode);
    }
  }

  /** {@code close}: what close(2), or nfsd's file cache, does with an open file. */
  record Close(String file) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.close(file);
    }
  }

  /** {@code fput}: drops a reference; the policy says what the last one turns into. */
  record Fput(String file) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.fput(file);
    }
  }

  /** {@code __fput_sync}: drops a reference; the last one finalises here, whatever the policy. */
  record FputSync(String file) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.fputSync(file);
    }
  }

  /**
   * {@code fput_bounded}: {@code fput} while fewer than {@code most} closes are pending, else
   * {@code __fput_sync}.
   */
  record FputBounded(String file, int most) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.fputBounded(file, most);
    }
  }

  /**
   * {@code nfsd_file_put}: leaves the file to nfsd's file cache, which closes it when it is unused
   * for some seconds.
   */
  record NfsdFilePut(String file) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.nfsdFilePut(file);
    }
  }

  /** {@code get_file}: one more reference. */
  record GetFile(String file) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.getFile(file);
    }
  }

  /**
   * {@code unlink}: removes the name; a silly-renaming file system keeps the file until its last
   * close.
   */
  record Unlink(String file) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.unlink(file);
    }
  }

  /** {@code flush_delayed_fput}: finalises the machine's whole list in the caller. */
  record FlushDelayedFput() implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.flushDelayedFput();
    }
  }

  /** {@code return_to_user}: the task's task_work runs. */
  record ReturnToUser() implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.returnToUser();
    }
  }

  // Memory

  /** {@code mmap}: maps a file into an address space, which takes a reference. */
  record Mmap(String file, String mm) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.mmap(file, mm);
    }
  }

  /** {@code munmap}: unmaps a file, and drops the mapping's reference under {@code mmap_lock}. */
  record Munmap(String file, String mm) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.munmap(file, mm);
    }
  }

  /** {@code page_fault}: touches memory of an address space. */
  record PageFault(String mm) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.pageFault(mm);
    }
  }

  // Mounts

  /** umount(2), or with {@code umount_lazy} its {@code MNT_DETACH}. */
  record Umount(String mount, boolean lazy) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.umount(mount, lazy);
    }
  }

  /** {@code mount}: mounts again what was unmounted. */
  record Mount(String mount) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.mount(mount);
    }
  }

  /** {@code retry}: does a step over again, with a pause, as long as it fails. */
  record Retry(Dist pause, Step step) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.retry(pause, step);
    }
  }

  // Sockets

  /** {@code send F over S}: passes a reference to a file in a message, {@code SCM_RIGHTS}. */
  record Send(String file, String socket) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.send(file, socket);
    }
  }

  /**
   * {@code unix_release}: drops the messages queued at the socket being closed, and the files in
   * them.
   */
  record UnixRelease() implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.unixRelease();
    }
  }

  /** {@code unix_gc}: frees sockets that only each other's queues refer to. */
  record UnixGc() implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.unixGc();
    }
  }

  // Workers and threads

  /** {@code queue_work}. */
  record QueueWork(String work) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.queueWork(work);
    }
  }

  /** {@code queue_work} of an item of its own that takes a file along. */
  record QueueWorkWithFile(String work, String file) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.queueWork(work, file);
    }
  }

  /** {@code flush_work}: waits until the item is neither queued nor running. */
  record FlushWork(String work) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.flushWork(work);
    }
  }

  /** {@code flush_workqueue}: waits for every item that is queued or running there now. */
  record FlushWorkqueue(String queue) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.flushWorkqueue(queue);
    }
  }

  /** {@code kthread_stop}: waits until the thread has ended. */
  record KthreadStop(String thread) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.kthreadStop(thread);
    }
  }

  /** {@code call}: runs another path, with a frame of its own. */
  record Call(Path path) implements Step {
    @Override
    public boolean run(Calls calls) {
      return calls.call(path);
    }
  }
}

package org.fputlab.kernel;

import org.fputlab.kernel.epoll.EpollWords;
import org.fputlab.kernel.files.FileWords;
import org.fputlab.kernel.files.HandOverWords;
import org.fputlab.kernel.locks.CompletionWords;
import org.fputlab.kernel.locks.LockWords;
import org.fputlab.kernel.locks.SpinWords;
import org.fputlab.kernel.locks.TryWords;
import org.fputlab.kernel.memory.MemoryWords;
import org.fputlab.kernel.mounts.MountWords;
import org.fputlab.kernel.nfsd.NfsdWords;
import org.fputlab.kernel.processors.TimeWords;
import org.fputlab.kernel.servers.ServerWords;
import org.fputlab.kernel.sockets.SocketWords;
import org.fputlab.kernel.task.Atomic;
import org.fputlab.kernel.task.TaskWords;
import org.fputlab.kernel.workqueues.WorkWords;
import org.fputlab.model.Branch;
import org.fputlab.model.Dist;
import org.fputlab.model.LockName;
import org.fputlab.model.OpenMode;
import org.fputlab.model.Path;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Step;

/** The words of the step language as Java methods, so that a test reads like a scenario. */
final class Steps {

  static final long MS = 1_000_000;
  static final long SECOND = 1000 * MS;

  private Steps() {}

  static LockName lock(String text) {
    int open = text.indexOf('(');
    return open < 0
        ? new LockName(text, "")
        : new LockName(text.substring(0, open), text.substring(open + 1, text.length() - 1));
  }

  static Step downWrite(String lock) {
    return new LockWords.Acquire("down_write", lock(lock), false, false);
  }

  static Step upWrite(String lock) {
    return new LockWords.Release("up_write", lock(lock), false);
  }

  static Step downRead(String lock) {
    return new LockWords.Acquire("down_read", lock(lock), true, false);
  }

  static Step upRead(String lock) {
    return new LockWords.Release("up_read", lock(lock), true);
  }

  static Step down(String semaphore) {
    return new LockWords.Acquire("down", lock(semaphore), false, false);
  }

  static Step up(String semaphore) {
    return new LockWords.Release("up", lock(semaphore), false);
  }

  static Step mutexLock(String lock) {
    return new LockWords.Acquire("mutex_lock", lock(lock), false, false);
  }

  static Step mutexUnlock(String lock) {
    return new LockWords.Release("mutex_unlock", lock(lock), false);
  }

  static Step spinLock(String lock) {
    return new SpinWords.SpinLock("spin_lock", lock(lock));
  }

  static Step spinUnlock(String lock) {
    return new SpinWords.SpinUnlock("spin_unlock", lock(lock));
  }

  static Step spinLockBh(String lock) {
    return new SpinWords.SpinLock("spin_lock_bh", lock(lock));
  }

  static Step spinUnlockBh(String lock) {
    return new SpinWords.SpinUnlock("spin_unlock_bh", lock(lock));
  }

  static Step rcuReadLock() {
    return new SpinWords.EnterAtomic("rcu_read_lock", "rcu_read_unlock", Atomic.Section.RCU);
  }

  static Step rcuReadUnlock() {
    return new SpinWords.LeaveAtomic("rcu_read_unlock", "rcu_read_lock", Atomic.Section.RCU);
  }

  static Step mutexTrylock(String lock, Branch branch) {
    return new TryWords.Try("mutex_trylock", lock(lock), false, branch);
  }

  static Step downReadTrylock(String lock, Branch branch) {
    return new TryWords.Try("down_read_trylock", lock(lock), true, branch);
  }

  static Step downWriteTrylock(String lock, Branch branch) {
    return new TryWords.Try("down_write_trylock", lock(lock), false, branch);
  }

  static Step downTrylock(String semaphore, Branch branch) {
    return new TryWords.Try("down_trylock", lock(semaphore), false, branch);
  }

  /** One step where it comes out well, another where it does not. */
  static Branch branch(Step then, Step otherwise) {
    return new Branch(java.util.List.of(then), java.util.List.of(otherwise));
  }

  static Step cpu(long nanos) {
    return new TimeWords.Cpu(new Dist.Fixed(nanos));
  }

  static Step io(long nanos) {
    return new TimeWords.Io(new Dist.Fixed(nanos));
  }

  static Step io(Dist time) {
    return new TimeWords.Io(time);
  }

  static Step sleep(long nanos) {
    return new TimeWords.Sleep(new Dist.Fixed(nanos));
  }

  static Step rpc(String server, String operation) {
    return new ServerWords.Rpc(server, operation, false, false);
  }

  static Step rpc(String server) {
    return new ServerWords.Rpc(server, "CALL", false, false);
  }

  static Step open(String file, String mount) {
    return new FileWords.Open(file, mount, "");
  }

  static Step open(String file, String mount, String inode) {
    return new FileWords.Open(file, mount, inode);
  }

  static Step openForWrite(String file, String mount, String inode) {
    return new FileWords.Open(file, mount, inode, OpenMode.WRITE);
  }

  static Step exec(String file, String mount, String inode) {
    return new FileWords.Open(file, mount, inode, OpenMode.EXEC);
  }

  static Step mount(String mount) {
    return new MountWords.Mount(mount);
  }

  static Step retry(long pause, Step step) {
    return new TaskWords.Retry(new Dist.Fixed(pause), step);
  }

  static Step close(String file) {
    return new FileWords.Close(file);
  }

  static Step fput(String file) {
    return new FileWords.Fput(file);
  }

  static Step fputSync(String file) {
    return new FileWords.FputSync(file);
  }

  static Step fputBounded(int most, String file) {
    return new FileWords.FputBounded(file, most);
  }

  static Step queueWork(String work, String file) {
    return new HandOverWords.QueueWorkWithFile(work, file);
  }

  static Step getFile(String file) {
    return new FileWords.GetFile(file);
  }

  static Step unlinkByName(String mount, String inode) {
    return new FileWords.UnlinkByName(mount, inode);
  }

  static Step unlink(String file) {
    return new FileWords.Unlink(file);
  }

  static Step nfsdFilePut(String file) {
    return new NfsdWords.NfsdFilePut(file);
  }

  static Step flushDelayedFput() {
    return new FileWords.FlushDelayedFput();
  }

  static Step returnToUser() {
    return new TaskWords.ReturnToUser();
  }

  static Step mmap(String file, String mm) {
    return new MemoryWords.Mmap(file, mm);
  }

  static Step munmap(String file, String mm) {
    return new MemoryWords.Munmap(file, mm);
  }

  static Step pageFault(String mm) {
    return new MemoryWords.PageFault(mm);
  }

  static Step umount(String mount) {
    return new MountWords.Umount(mount, false);
  }

  static Step umountLazy(String mount) {
    return new MountWords.Umount(mount, true);
  }

  static Step send(String file, String socket) {
    return new SocketWords.Send(file, socket);
  }

  static Step unixRelease() {
    return new SocketWords.UnixRelease();
  }

  static Step msleep(long nanos) {
    return new TimeWords.Msleep(new Dist.Fixed(nanos));
  }

  static Step unixGc() {
    return new SocketWords.UnixGc();
  }

  static Step queueWork(String work) {
    return new WorkWords.QueueWork(work);
  }

  static Step flushWork(String work) {
    return new WorkWords.FlushWork(work);
  }

  static Step flushWorkqueue(String queue) {
    return new WorkWords.FlushWorkqueue(queue);
  }

  static Step queueDelayedWork(String work, long delay) {
    return new WorkWords.QueueDelayedWork(work, new Dist.Fixed(delay));
  }

  static Step modDelayedWork(String work, long delay) {
    return new WorkWords.ModDelayedWork(work, new Dist.Fixed(delay));
  }

  static Step flushDelayedWork(String work) {
    return new WorkWords.FlushDelayedWork(work);
  }

  static Step cancelDelayedWork(String work) {
    return new WorkWords.CancelWork("cancel_delayed_work", work);
  }

  static Step cancelDelayedWorkSync(String work) {
    return new WorkWords.CancelWorkSync("cancel_delayed_work_sync", work);
  }

  static Step epollCreate(String file, String mount) {
    return new EpollWords.EpollCreate(file, mount);
  }

  static Step epollAdd(String eventpoll, String file) {
    return new EpollWords.EpollCtlAdd(eventpoll, file);
  }

  static Step epollDel(String eventpoll, String file) {
    return new EpollWords.EpollCtlDel(eventpoll, file);
  }

  static Step epollWait(String eventpoll) {
    return new EpollWords.EpollWait(eventpoll, "");
  }

  static Step epollWait(String eventpoll, String mm) {
    return new EpollWords.EpollWait(eventpoll, mm);
  }

  static Step kthreadStop(String thread) {
    return new TaskWords.KthreadStop(thread);
  }

  static Step waitForCompletion(String name) {
    return new CompletionWords.WaitForCompletion(name, Sleeping.UNINTERRUPTIBLE);
  }

  static Step waitAtMost(String name, long nanos, Branch branch) {
    return new CompletionWords.WaitAtMost(
        "wait_for_completion_timeout",
        name,
        Sleeping.UNINTERRUPTIBLE,
        new Dist.Fixed(nanos),
        branch);
  }

  static Step waitEventIdle(String name) {
    return new CompletionWords.WaitForCompletion("wait_event_idle", name, Sleeping.IDLE);
  }

  static Step complete(String name) {
    return new CompletionWords.Complete(name, false);
  }

  static Step call(String function, Step... steps) {
    return new TaskWords.Call(path(function, steps));
  }

  static Path path(String function, Step... steps) {
    return new Path(function, java.util.List.of(steps));
  }
}

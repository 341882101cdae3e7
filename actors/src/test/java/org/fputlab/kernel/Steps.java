package org.fputlab.kernel;

import org.fputlab.model.Dist;
import org.fputlab.model.LockName;
import org.fputlab.model.OpenMode;
import org.fputlab.model.Path;
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
    return new Step.Acquire("down_write", lock(lock), false, false);
  }

  static Step upWrite(String lock) {
    return new Step.Release("up_write", lock(lock), false);
  }

  static Step downRead(String lock) {
    return new Step.Acquire("down_read", lock(lock), true, false);
  }

  static Step upRead(String lock) {
    return new Step.Release("up_read", lock(lock), true);
  }

  static Step down(String semaphore) {
    return new Step.Acquire("down", lock(semaphore), false, false);
  }

  static Step up(String semaphore) {
    return new Step.Release("up", lock(semaphore), false);
  }

  static Step cpu(long nanos) {
    return new Step.Cpu(new Dist.Fixed(nanos));
  }

  static Step io(long nanos) {
    return new Step.Io(new Dist.Fixed(nanos));
  }

  static Step io(Dist time) {
    return new Step.Io(time);
  }

  static Step sleep(long nanos) {
    return new Step.Sleep(new Dist.Fixed(nanos));
  }

  static Step rpc(String server) {
    return new Step.Rpc(server, "CALL", false, false);
  }

  static Step open(String file, String mount) {
    return new Step.Open(file, mount, "");
  }

  static Step open(String file, String mount, String inode) {
    return new Step.Open(file, mount, inode);
  }

  static Step openForWrite(String file, String mount, String inode) {
    return new Step.Open(file, mount, inode, OpenMode.WRITE);
  }

  static Step exec(String file, String mount, String inode) {
    return new Step.Open(file, mount, inode, OpenMode.EXEC);
  }

  static Step mount(String mount) {
    return new Step.Mount(mount);
  }

  static Step retry(long pause, Step step) {
    return new Step.Retry(new Dist.Fixed(pause), step);
  }

  static Step close(String file) {
    return new Step.Close(file);
  }

  static Step fput(String file) {
    return new Step.Fput(file);
  }

  static Step fputSync(String file) {
    return new Step.FputSync(file);
  }

  static Step fputBounded(int most, String file) {
    return new Step.FputBounded(file, most);
  }

  static Step queueWork(String work, String file) {
    return new Step.QueueWorkWithFile(work, file);
  }

  static Step getFile(String file) {
    return new Step.GetFile(file);
  }

  static Step unlink(String file) {
    return new Step.Unlink(file);
  }

  static Step nfsdFilePut(String file) {
    return new Step.NfsdFilePut(file);
  }

  static Step flushDelayedFput() {
    return new Step.FlushDelayedFput();
  }

  static Step returnToUser() {
    return new Step.ReturnToUser();
  }

  static Step mmap(String file, String mm) {
    return new Step.Mmap(file, mm);
  }

  static Step munmap(String file, String mm) {
    return new Step.Munmap(file, mm);
  }

  static Step pageFault(String mm) {
    return new Step.PageFault(mm);
  }

  static Step umount(String mount) {
    return new Step.Umount(mount, false);
  }

  static Step umountLazy(String mount) {
    return new Step.Umount(mount, true);
  }

  static Step send(String file, String socket) {
    return new Step.Send(file, socket);
  }

  static Step unixRelease() {
    return new Step.UnixRelease();
  }

  static Step msleep(long nanos) {
    return new Step.Msleep(new Dist.Fixed(nanos));
  }

  static Step unixGc() {
    return new Step.UnixGc();
  }

  static Step queueWork(String work) {
    return new Step.QueueWork(work);
  }

  static Step flushWork(String work) {
    return new Step.FlushWork(work);
  }

  static Step flushWorkqueue(String queue) {
    return new Step.FlushWorkqueue(queue);
  }

  static Step kthreadStop(String thread) {
    return new Step.KthreadStop(thread);
  }

  static Step waitForCompletion(String name) {
    return new Step.WaitForCompletion(name, false);
  }

  static Step complete(String name) {
    return new Step.Complete(name, false);
  }

  static Step call(String function, Step... steps) {
    return new Step.Call(path(function, steps));
  }

  static Path path(String function, Step... steps) {
    return new Path(function, java.util.List.of(steps));
  }
}

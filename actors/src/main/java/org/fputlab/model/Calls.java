package org.fputlab.model;

/**
 * What a task can be told to do: one method a word of the step language ({@code docs/language.md}).
 *
 * <p>Each returns true where it is done, false where the task sleeps until something answers. File
 * names are the task's own variables or files that the scenario declares for all.
 */
public interface Calls {

  boolean acquire(LockName lock, boolean shared, Sleeping how, String word);

  boolean release(LockName lock, boolean shared);

  boolean waitForCompletion(String name, Sleeping how);

  boolean complete(String name, boolean all);

  boolean freezeSuper(String superblock);

  boolean thawSuper(String superblock);

  boolean cpu(Dist time);

  boolean io(Dist time);

  boolean sleep(Dist time);

  boolean msleep(Dist time);

  boolean rpc(String server, String operation, boolean killable, boolean async);

  boolean open(String file, String mount, String inode, OpenMode mode);

  boolean close(String file);

  boolean fput(String file);

  boolean fputSync(String file);

  boolean fputBounded(String file, int most);

  boolean nfsdFilePut(String file);

  boolean getFile(String file);

  boolean unlink(String file);

  boolean flushDelayedFput();

  boolean returnToUser();

  boolean mmap(String file, String mm);

  boolean munmap(String file, String mm);

  boolean pageFault(String mm);

  boolean umount(String mount, boolean lazy);

  boolean mount(String mount);

  boolean retry(Dist pause, Step step);

  boolean send(String file, String socket);

  boolean unixRelease();

  boolean unixGc();

  boolean queueWork(String work);

  boolean queueWork(String work, String file);

  boolean flushWork(String work);

  boolean flushWorkqueue(String queue);

  boolean kthreadStop(String thread);

  boolean call(Path path);
}

package org.fputlab.model;

/** Who drops a reference, as far as {@code fput} can tell. */
public enum Closer {
  /** A user task inside a system call or a page fault. */
  USER(false, false, false),
  /** A kernel thread ({@code PF_KTHREAD}). */
  KTHREAD(true, false, false),
  /** An nfsd thread, elsewhere than in the file cache. */
  NFSD(true, true, false),
  /** An nfsd thread in {@code nfsd_file_free}. */
  NFSD_FILE_CACHE(true, true, true),
  /** A worker or another task in {@code nfsd_file_free}. */
  WORKER_FILE_CACHE(true, false, true);

  private final boolean kthread;
  private final boolean nfsdThread;
  private final boolean nfsdFileCache;

  Closer(boolean kthread, boolean nfsdThread, boolean nfsdFileCache) {
    this.kthread = kthread;
    this.nfsdThread = nfsdThread;
    this.nfsdFileCache = nfsdFileCache;
  }

  public boolean isKthread() {
    return kthread;
  }

  public boolean isNfsdThread() {
    return nfsdThread;
  }

  public boolean isNfsdFileCache() {
    return nfsdFileCache;
  }
}

package org.fputlab.scenario.observed;

/** Who ran the last close. */
public enum Caller {
  /** The worker of {@code delayed_fput}, for kernel threads. */
  WORKER("delayed_fput"),
  /** An nfsd thread, by itself. */
  NFSD("nfsd"),
  /** A user task, by itself. */
  USER("user tasks"),
  /** The measurement does not say. */
  UNKNOWN("unknown tasks");

  private final String spoken;

  Caller(String spoken) {
    this.spoken = spoken;
  }

  /** As reports call it. */
  public String spoken() {
    return spoken;
  }

  /** By the name of the task that ran {@code __fput}. */
  static Caller ofTask(String comm) {
    if (comm.equals("nfsd")) {
      return NFSD;
    }
    return comm.startsWith("kworker") ? WORKER : UNKNOWN;
  }
}

package org.fputlab.kernel.task;

import java.util.List;
import java.util.function.Consumer;
import org.fputlab.engine.Engine;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Foresight;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;
import org.fputlab.model.RunLimits;
import org.fputlab.model.ServerRequest;

/**
 * What every part of one emulated machine may know: the engine that it runs on and what the
 * scenario says of it. Nobody changes any of it.
 */
public final class Machine {

  private final Engine engine;
  private final Foresight foresight;
  private final KernelSpec spec;
  private final List<KernelSpec.Mount> mounts;
  private final Outlook outlook;
  private final RunLimits limits;
  private final boolean countsUnits;
  private final Consumer<ServerRequest> elsewhere;

  /**
   * A machine before anything of it runs, whose tasks run no more often than {@code limits}.
   *
   * @param elsewhere takes what is asked of servers that other programs run; it does not block
   */
  public Machine(
      Engine engine, Foresight foresight, RunLimits limits, Consumer<ServerRequest> elsewhere) {
    this.engine = engine;
    this.foresight = foresight;
    this.spec = foresight.spec();
    this.limits = limits;
    this.countsUnits = !spec.semaphores().isEmpty() || foresight.takesPages();
    this.elsewhere = elsewhere;
    this.mounts = List.copyOf(spec.mounts().values());
    this.outlook = new Outlook(engine.tables().tasks(), foresight);
  }

  public Engine engine() {
    return engine;
  }

  public KernelSpec spec() {
    return spec;
  }

  /** What may come of its steps. */
  public Foresight foresight() {
    return foresight;
  }

  /** How often tasks run and clients call. */
  public RunLimits limits() {
    return limits;
  }

  /** Takes what is asked of servers that other programs run. */
  public Consumer<ServerRequest> elsewhere() {
    return elsewhere;
  }

  /** Whether tasks may take units of anything, and leave them to others to give back. */
  boolean countsUnits() {
    return countsUnits;
  }

  public ClosePolicy policy() {
    return spec.close();
  }

  /** By number. */
  public List<KernelSpec.Mount> mounts() {
    return mounts;
  }

  /** The number of the mount of this name. */
  public int mountNumber(String name) {
    for (int i = 0; i < mounts.size(); i++) {
      if (mounts.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalStateException("no mount " + name);
  }

  /** What may come of each program, work item and list. */
  public Outlook outlook() {
    return outlook;
  }

  /** The type of the file system that a lock's instance belongs to, or "". */
  public String typeOf(LockName lock) {
    return foresight.inodeTypes().of(lock.instance());
  }
}

package org.fputlab.kernel.mounts;

import java.util.function.Function;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Finalised;
import org.fputlab.engine.Samples;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Unfinished;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Meters;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.StandIns;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;
import org.jspecify.annotations.Nullable;

/**
 * What one task is flushing or finalising, a file or a mount, down to the outermost; what the
 * placeholders in a file system's paths stand for meanwhile; and how long whoever closed it waits.
 */
public final class Closings implements StandIns {

  /** Instead of the time when a closer began to wait. */
  static final long NOBODY_WAITS = -1;

  private final Engine engine;
  private final Execution execution;
  private final Samples closerWait;
  private @Nullable Closing innermost;
  private long closerWaitsSince = NOBODY_WAITS;

  Closings(Running task) {
    this.execution = task.execution();
    this.engine = execution.machine().engine();
    this.closerWait = engine.tables().samples().of(Meters.CLOSER_WAIT);
    closerWait.begunIn(this::unfinished);
    execution.standIns(this);
  }

  /** Who was killed waits no more. */
  private Unfinished unfinished() {
    Unfinished waits = Unfinished.NONE;
    if (execution.isKilled()) {
      return waits;
    }
    if (closerWaitsSince != NOBODY_WAITS) {
      waits = waits.and(closerWaitsSince);
    }
    for (Closing closing = innermost; closing != null; closing = closing.outer()) {
      waits = closing.startedAt() == NOBODY_WAITS ? waits : waits.and(closing.startedAt());
    }
    return waits;
  }

  /** The innermost, or null where the task finalises nothing. */
  public @Nullable Closing innermost() {
    return innermost;
  }

  /** The innermost, which there must be. */
  public Closing current() {
    if (innermost == null) {
      throw new IllegalStateException(execution.seat().name() + " closes nothing");
    }
    return innermost;
  }

  /** A file's flush or close begins, for whoever waits for it, if anybody does. */
  public void begin(Function<Closing.Begun, ? extends Closing> file) {
    innermost = file.apply(begun(closerWaitsSince));
    closerWaitsSince = NOBODY_WAITS;
  }

  /** The closer goes on to the put, and waits as before. */
  public void endFlush() {
    Closing ended = current();
    closerWaitsSince = ended.startedAt();
    innermost = ended.outer();
  }

  /** A mount is shut down, for a closer that waits from now on. */
  void beginForCloser(KernelSpec.Mount mount) {
    innermost = new Closing(mount, begun(engine.now()));
    publish("", mount, true, engine.now());
  }

  /** A mount is shut down, and no closer waits. */
  void begin(KernelSpec.Mount mount) {
    innermost = new Closing(mount, begun(NOBODY_WAITS));
    publish("", mount, true, engine.now());
  }

  private Closing.Begun begun(long since) {
    return new Closing.Begun(innermost, execution.draws().stream().state(), since);
  }

  /**
   * Tells what is finalised from now on.
   *
   * @param putAt when its last reference was dropped
   */
  public void publish(String file, KernelSpec.Mount mount, boolean isMount, long putAt) {
    TaskRow row = execution.row();
    row.finalising(
        new Finalised(file, mount.name(), isMount, putAt, engine.now(), row.finalising()));
  }

  public void end() {
    Closing ended = current();
    if (ended.startedAt() != NOBODY_WAITS) {
      closerWait.record(engine.now() - ended.startedAt());
    }
    innermost = ended.outer();
    Finalised told = execution.row().finalising();
    execution.row().finalising(told == null ? null : told.outer());
  }

  // The closer

  public void closerWaits() {
    closerWaitsSince = engine.now();
  }

  /** As {@link #closerWaits}, unless a close around this put began to wait before. */
  public void closerWaitsIfNotYet() {
    if (closerWaitsSince == NOBODY_WAITS) {
      closerWaits();
    }
  }

  /** The closer goes on; the close itself is put off. */
  public void closerGoesOn() {
    closerWait.record(engine.now() - closerWaitsSince);
    closerWaitsSince = NOBODY_WAITS;
  }

  /** It was no close after all. */
  public void closerNeverWaited() {
    closerWaitsSince = NOBODY_WAITS;
  }

  // Names that stand for what is being closed

  @Override
  public LockName resolve(LockName lock) {
    Closing closing = innermost;
    return closing == null || !LockName.PLACEHOLDERS.contains(lock.instance())
        ? lock
        : new LockName(lock.word(), closing.instance(lock.instance()));
  }

  @Override
  public String typeOf(LockName lock) {
    Closing closing = innermost;
    return closing == null || !LockName.PLACEHOLDERS.contains(lock.instance())
        ? ""
        : closing.fileSystem().type();
  }

  @Override
  public String resolveServer(String server) {
    Closing closing = innermost;
    return closing != null && server.equals("server") ? closing.fileSystem().server() : server;
  }
}

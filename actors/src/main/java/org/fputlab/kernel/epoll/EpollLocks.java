package org.fputlab.kernel.epoll;

import java.util.List;
import org.fputlab.engine.Resource;
import org.fputlab.kernel.locks.LockCalls;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Running;
import org.fputlab.model.Effect;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.KernelVersion;
import org.fputlab.model.LockKey;
import org.fputlab.model.LockName;
import org.fputlab.model.Path;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Step;

/**
 * How one task takes the mutexes of eventpolls, as {@code ep_mtx(file 3)} or, of a file that all
 * tasks know, by its name.
 *
 * <p>Emulates the locking order of fs/eventpoll.c: {@code epnested_mutex}, then {@code ep->mtx},
 * that of a watched eventpoll as a subclass of its own, by the depth ({@code mutex_lock_nested}).
 * Until 6.3 the global one was {@code epmutex}, which every close of an eventpoll or a watched file
 * took as well (commit 58c9b016e128).
 */
final class EpollLocks {

  /** The words of the locks. */
  static final String[] WORDS = {LockName.ANY_EVENTPOLL.word(), "epnested_mutex", "epmutex"};

  private static final LockName NESTED = new LockName(WORDS[1], "");
  private static final LockName EP = new LockName(WORDS[2], "");
  private static final LockKey MTX = LockKey.of(LockName.ANY_EVENTPOLL);

  private final Running task;
  private final Execution execution;
  private final LockCalls locks;

  EpollLocks(Running task) {
    this.task = task;
    this.execution = task.execution();
    this.locks = task.the(LockCalls.class);
  }

  /** Whether one global mutex is for closes too. */
  static boolean closesAreGlobal(KernelVersion version) {
    return !version.isAtLeast(6, 4);
  }

  static Step lock(int eventpoll) {
    return Step.inside(
        all -> all.the(EpollLocks.class).take(eventpoll), taking(LockName.ANY_EVENTPOLL));
  }

  static Step unlock(int eventpoll) {
    return Step.inside(
        all -> all.the(EpollLocks.class).give(eventpoll), giving(LockName.ANY_EVENTPOLL));
  }

  private static Effect taking(LockName lock) {
    return new Effect.Takes(
        "mutex_lock", lock, false, Sleeping.UNINTERRUPTIBLE, "mutex_unlock", false);
  }

  private static Effect giving(LockName lock) {
    return new Effect.GivesBack("mutex_unlock", lock, false);
  }

  /** {@code mutex_lock_nested}: below one that the task holds, or so that lockdep has it. */
  static Step lockNested(int eventpoll, int depth) {
    return Step.inside(all -> all.the(EpollLocks.class).takeNested(eventpoll, depth));
  }

  static Step unlockNested(int eventpoll, int depth) {
    return Step.inside(
        all -> {
          EpollLocks own = all.the(EpollLocks.class);
          own.execution.row().drop(own.subclass(eventpoll, depth));
          return own.give(eventpoll);
        });
  }

  static Step lockGlobal() {
    return Step.inside(
        all -> all.the(EpollLocks.class).takeGlobal(),
        new Effect.Since(6, 4, List.of(taking(NESTED)), List.of(taking(EP))));
  }

  static Step unlockGlobal() {
    return Step.inside(
        all -> {
          EpollLocks own = all.the(EpollLocks.class);
          return own.locks.mutexUnlock(own.global());
        },
        new Effect.Since(6, 4, List.of(giving(NESTED)), List.of(giving(EP))));
  }

  private boolean takeGlobal() {
    return locks.mutexLock(global(), LockKey.of(global()));
  }

  private LockName global() {
    KernelVersion version = execution.machine().spec().version();
    return closesAreGlobal(version) ? EP : NESTED;
  }

  private boolean take(int eventpoll) {
    return locks.mutexLock(name(eventpoll), MTX);
  }

  private boolean give(int eventpoll) {
    return locks.mutexUnlock(name(eventpoll));
  }

  private boolean takeNested(int eventpoll, int depth) {
    Resource subclass = subclass(eventpoll, depth);
    Step take = Step.inside(all -> locks.mutexLockAs(name(eventpoll), MTX, subclass));
    Step note =
        Step.inside(
            all -> {
              execution.row().hold(subclass, false, execution.now());
              return true;
            });
    return task.call(new Path("", List.of(take, note)));
  }

  /** What lockdep takes it for. */
  private Resource subclass(int eventpoll, int depth) {
    return execution.waits().subclass(name(eventpoll), MTX, depth);
  }

  private LockName name(int eventpoll) {
    List<KernelSpec.SharedFile> shared = execution.machine().spec().files();
    String instance =
        eventpoll < shared.size() ? shared.get(eventpoll).name() : "file " + eventpoll;
    return new LockName(WORDS[0], instance);
  }
}

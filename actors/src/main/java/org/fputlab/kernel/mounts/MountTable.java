package org.fputlab.kernel.mounts;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.Access;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Engine;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.kernel.locks.LockDesk;
import org.fputlab.kernel.locks.LockRequest;
import org.fputlab.kernel.task.BusyTimes;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Meters;
import org.fputlab.kernel.workqueues.DelayedPut;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Closer;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;
import org.fputlab.model.RunQueues;
import org.jspecify.annotations.Nullable;

/**
 * The mount table: {@code namespace_sem}, {@code s_umount}, freeze levels, and the counts of
 * detached mounts.
 *
 * <p>Emulates {@code do_umount} and {@code mntput_no_expire} (fs/namespace.c, v6.6): a mount that
 * is still attached is counted where its files are opened ({@link AttachedCount}); detaching it
 * brings the count here, and the last put goes to the caller, its task_work or {@code
 * delayed_mntput}. Leaves out propagation, namespaces and mount trees.
 */
public final class MountTable {

  /** What the mount table can be asked. */
  public sealed interface Command extends Message
      permits CountedBy,
          Mount,
          Umount,
          Detached,
          Mntput,
          PutSuperblock,
          Gone,
          Freeze,
          Frozen,
          Thaw {}

  /** Who counts the files of mounts that are attached; told while the machine is wired. */
  public record CountedBy(ActorRef<? super AttachedCount> counter) implements Command {}

  /**
   * mount(2) of what was unmounted; {@link MountAnswer} follows. What the mount was must be gone;
   * if another mount has its superblock still, this one shares it again.
   */
  public record Mount(int mount, ActorRef<? super MountAnswer> replyTo) implements Command {}

  /** umount(2) of an attached mount; {@link MountAnswer} follows. */
  public record Umount(int mount, boolean lazy, ActorRef<? super MountAnswer> replyTo)
      implements Command {}

  /**
   * The answer to {@link AttachedCount.Detach}: how many files were open, and whether it was
   * detached.
   */
  public record Detached(int mount, int held, boolean done) implements Command {}

  /**
   * Drops a reference to a detached mount; {@link MountPut} follows if {@code replyTo} is not null.
   */
  public record Mntput(int mount, Closer closer, @Nullable ActorRef<? super MountPut> replyTo)
      implements Command {}

  /** Drops the reference that a mount has to its superblock; {@link SuperblockPut} follows. */
  public record PutSuperblock(int mount, ActorRef<? super SuperblockPut> replyTo)
      implements Command {}

  /** The mount's file system has been shut down. */
  public record Gone(int mount) implements Command {}

  /**
   * {@code freeze_super}; {@link MountAnswer} follows: {@code DONE} where the caller is to go
   * through the levels, {@code BUSY} where it is frozen already.
   */
  public record Freeze(int mount, ActorRef<? super MountAnswer> replyTo) implements Command {}

  /** Whoever was to freeze has gone through all levels. */
  public record Frozen(int mount) implements Command {}

  /** {@code thaw_super}, whoever froze it; {@link MountAnswer} follows. */
  public record Thaw(int mount, ActorRef<? super MountAnswer> replyTo) implements Command {}

  private static final ReceiveTable<MountTable, Message> SERVING =
      ReceiveTable.<MountTable, Message>rows()
          .onMessage(Mntput.class, MountTable::onMntput)
          .onMessage(Umount.class, MountTable::onUmount)
          .onMessage(Mount.class, MountTable::onMount)
          .onMessage(Detached.class, MountTable::onDetached)
          .onMessage(PutSuperblock.class, MountTable::onPutSuperblock)
          .onMessage(Gone.class, MountTable::onGone)
          .onMessage(CountedBy.class, MountTable::onCountedBy)
          .onMessage(Freeze.class, MountTable::onFreeze)
          .onMessage(Frozen.class, MountTable::onFrozen)
          .onMessage(Thaw.class, MountTable::onThaw)
          .onMessage(LockRequest.class, MountTable::onLock)
          .build();

  private final Engine engine;
  private final Machine machine;
  private final ActorRef<? super DelayedPut.Command> delayedMntput;
  private final ActorContext<Message> context;
  private final ActorLog log;
  private final LockDesk locks;
  private final List<KernelSpec.Mount> mounts;
  private final Map<Integer, Integer> references = new LinkedHashMap<>();
  private final Freezes freezes = new Freezes();
  private final Set<Integer> gone = new LinkedHashSet<>();
  private final Superblocks superblocks;
  private final BusyTimes umounts;
  private final Map<Integer, Deque<Umount>> asked = new LinkedHashMap<>();
  private @Nullable ActorRef<? super AttachedCount> counter;

  private MountTable(
      Machine machine,
      ActorRef<? super DelayedPut.Command> delayedMntput,
      ActorContext<Message> context) {
    this.machine = machine;
    this.delayedMntput = delayedMntput;
    this.engine = machine.engine();
    this.log = new ActorLog(engine, "mounts", "mounts");
    this.locks = new LockDesk(log, engine.tables().touches());
    this.context = context;
    this.mounts = machine.mounts();
    this.superblocks = new Superblocks(mounts);
    this.umounts = new BusyTimes(engine, Meters.UMOUNT_EBUSY);
  }

  static Behavior<Message> create(
      Machine machine, ActorRef<? super DelayedPut.Command> delayedMntput) {
    return Behaviors.setup(context -> SERVING.of(new MountTable(machine, delayedMntput, context)));
  }

  private Behavior<Message> onCountedBy(CountedBy news) {
    counter = news.counter();
    return Behaviors.same();
  }

  private void askCounter(AttachedCount request) {
    if (counter == null) {
      throw new IllegalStateException("nobody counts the files of mounts");
    }
    counter.tell(request);
  }

  private Behavior<Message> onUmount(Umount ask) {
    touches(ask.mount());
    if (references.containsKey(ask.mount())) {
      ask.replyTo().tell(MountAnswer.NOT_MOUNTED);
      return Behaviors.same();
    }
    asked.computeIfAbsent(ask.mount(), mount -> new ArrayDeque<>()).add(ask);
    askCounter(new AttachedCount.Detach(ask.mount(), !ask.lazy(), context.getSelf()));
    return Behaviors.same();
  }

  private Behavior<Message> onMount(Mount ask) {
    touches(ask.mount());
    if (!gone.contains(ask.mount()) || !superblocks.take(ask.mount())) {
      ask.replyTo().tell(MountAnswer.BUSY);
      return Behaviors.same();
    }
    gone.remove(ask.mount());
    references.remove(ask.mount());
    askCounter(new AttachedCount.Attach(ask.mount()));
    note(ask.mount(), "mounted");
    ask.replyTo().tell(MountAnswer.DONE);
    return Behaviors.same();
  }

  private Behavior<Message> onDetached(Detached answer) {
    touches(answer.mount());
    Umount ask = asked.getOrDefault(answer.mount(), new ArrayDeque<>()).remove();
    if (!answer.done()) {
      if (umounts.failed(mounts.get(answer.mount()).name())) {
        note(answer.mount(), "umount fails with EBUSY, files open or pending: " + answer.held());
      }
      ask.replyTo().tell(MountAnswer.BUSY);
      return Behaviors.same();
    }
    if (!ask.lazy()) {
      umounts.succeeded(mounts.get(answer.mount()).name());
    }
    references.put(answer.mount(), answer.held() + 1);
    note(
        answer.mount(),
        ask.lazy() ? "detached, " + answer.held() + " files still open" : "unmounted");
    ask.replyTo().tell(MountAnswer.DONE);
    return Behaviors.same();
  }

  private Behavior<Message> onMntput(Mntput ask) {
    touches(ask.mount());
    int left = references.merge(ask.mount(), -1, Integer::sum);
    if (left < 0) {
      throw new IllegalStateException(
          "mount " + mounts.get(ask.mount()).name() + " was put more often than taken");
    }
    MountPut answer = left > 0 ? MountPut.KEPT : last(ask);
    if (ask.replyTo() != null) {
      ask.replyTo().tell(answer);
    }
    return Behaviors.same();
  }

  private MountPut last(Mntput ask) {
    boolean internal = mounts.get(ask.mount()).internal();
    ClosePolicy.Route route = machine.policy().mntput(ask.closer(), internal);
    if (log.isOn()) {
      log.debug(mounts.get(ask.mount()).name() + ": last mntput by " + ask.closer() + ", " + route);
    }
    if (route == ClosePolicy.Route.DELAYED) {
      delayedMntput.tell(new DelayedPut.Add(ask.mount(), RunQueues.UNBOUND));
    }
    return switch (route) {
      case DELAYED -> MountPut.KEPT;
      case TASK_WORK -> MountPut.CLEAN_UP_LATER;
      case INLINE -> MountPut.CLEAN_UP_HERE;
    };
  }

  private Behavior<Message> onPutSuperblock(PutSuperblock ask) {
    touches(ask.mount());
    boolean isKept = superblocks.put(ask.mount());
    if (isKept) {
      gone.add(ask.mount());
      note(ask.mount(), "gone; another mount has its superblock");
    }
    ask.replyTo().tell(isKept ? SuperblockPut.KEPT : SuperblockPut.LAST);
    return Behaviors.same();
  }

  private Behavior<Message> onGone(Gone news) {
    touches(news.mount());
    superblocks.down(news.mount());
    gone.add(news.mount());
    note(news.mount(), "shut down");
    return Behaviors.same();
  }

  private Behavior<Message> onFreeze(Freeze ask) {
    touches(ask.mount());
    freezes.begin(ask.mount(), ask.replyTo());
    return Behaviors.same();
  }

  private Behavior<Message> onFrozen(Frozen news) {
    touches(news.mount());
    freezes.complete(news.mount());
    return Behaviors.same();
  }

  /** {@code thaw_super_locked} (fs/super.c, v6.6): EINVAL where it is not frozen. */
  private Behavior<Message> onThaw(Thaw ask) {
    touches(ask.mount());
    boolean thawed = freezes.thaw(ask.mount());
    if (thawed) {
      for (LockName level : Freezes.lastFirst(mounts.get(ask.mount()).name())) {
        engine.tables().agenda().thaw(level.toString());
        locks.serve(new LockRequest.Release(level, false));
      }
    }
    ask.replyTo().tell(thawed ? MountAnswer.DONE : MountAnswer.NOT_MOUNTED);
    return Behaviors.same();
  }

  private Behavior<Message> onLock(LockRequest ask) {
    locks.serve(ask);
    return Behaviors.same();
  }

  /** Whatever is kept of one mount is kept of it alone, or of the mounts of its superblock. */
  private void touches(int mount) {
    KernelSpec.Mount touched = mounts.get(mount);
    engine.tables().touches().part("mount", touched.name(), Access.CHANGES);
    if (!touched.superblock().equals(touched.name())) {
      engine.tables().touches().part("mount", touched.superblock(), Access.CHANGES);
    }
  }

  private void note(int mount, String what) {
    engine.tables().journal().note(engine.now(), "mounts", mounts.get(mount).name() + ": " + what);
  }
}

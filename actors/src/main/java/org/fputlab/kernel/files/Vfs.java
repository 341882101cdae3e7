package org.fputlab.kernel.files;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Engine;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.locks.LockDesk;
import org.fputlab.kernel.locks.LockRequest;
import org.fputlab.kernel.mounts.AttachedCount;
import org.fputlab.kernel.mounts.MountPut;
import org.fputlab.kernel.mounts.MountTable;
import org.fputlab.kernel.task.Batches;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.workqueues.DelayedPut;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Closer;
import org.fputlab.model.FileTable;
import org.fputlab.model.OpenMode;
import org.jspecify.annotations.Nullable;

/**
 * The VFS: open files with their reference counts, named inodes, the inode locks, and the choice of
 * where a final {@code fput} finalises.
 *
 * <p>Emulates {@code fput} and {@code alloc_empty_file} (fs/file_table.c, v6.6), {@code
 * dentry_kill} (fs/dcache.c) and {@code iput_final} (fs/inode.c). While a mount is attached its
 * open files are counted here; once it is detached {@link MountTable} counts. Leaves out path
 * walking, RCU and the dentry tree.
 */
public final class Vfs {

  /** What the VFS can be asked. */
  public sealed interface Command extends Message
      permits Open,
          GetFile,
          GetUnlessGone,
          Fput,
          FputSync,
          FputBounded,
          HandOver,
          BeginFlush,
          Begin,
          Dput,
          FileDone,
          FileFree,
          Unlink,
          UnlinkByName,
          FlushEnded,
          TakeDelayed,
          CountRefs {}

  /** Opens a file; {@link OpenAnswer.Opened} follows, or {@link OpenAnswer.OpenRefused}. */
  public record Open(
      int mount,
      String inode,
      OpenMode mode,
      long key,
      boolean privileged,
      ActorRef<? super OpenAnswer> replyTo)
      implements Command {}

  /** One more reference. */
  public record GetFile(int file, ActorRef<?> by) implements Command {}

  /** One more reference, unless the last is gone; {@link GotFile} follows. */
  public record GetUnlessGone(int file, ActorRef<? super GotFile> replyTo) implements Command {}

  /**
   * Drops a reference. {@link PutAnswer} follows, unless {@code replyTo} is null, as for a closer
   * that never waits.
   *
   * @param cpu where the closer runs
   * @param by the closer
   */
  public record Fput(
      int file,
      Closer closer,
      int cpu,
      ActorRef<?> by,
      @Nullable ActorRef<? super PutAnswer> replyTo)
      implements Command {}

  /**
   * {@code __fput_sync}: drops a reference, and the last finalises in the caller; {@link PutAnswer}
   * follows.
   */
  public record FputSync(int file, ActorRef<? super PutAnswer> replyTo) implements Command {}

  /**
   * Drops a reference as {@link Fput} while fewer than {@code most} closes are pending, else as
   * {@link FputSync}; {@link PutAnswer} follows.
   */
  public record FputBounded(
      int file, Closer closer, int cpu, int most, ActorRef<? super PutAnswer> replyTo)
      implements Command {}

  /** Leaves a reference to somebody else who is to drop it: its close is pending from now on. */
  public record HandOver(int file) implements Command {}

  /** Starts {@code ->flush} of an open file; {@link PutAnswer.Flush} follows. */
  public record BeginFlush(int file, ActorRef<? super PutAnswer> replyTo) implements Command {}

  /** Starts {@code __fput} of a file without references; {@link PutAnswer} follows. */
  public record Begin(int file, ActorRef<? super PutAnswer> replyTo) implements Command {}

  /** Drops the file's dentry; {@link DentryPut} follows. */
  public record Dput(int file, ActorRef<? super DentryPut> replyTo) implements Command {}

  /**
   * Drops the file's mount; {@link MountPut} follows if {@code replyTo} is not null. The file is
   * freed in the same turn, unless the answer is the mount table's: then {@link FileFree} is to
   * come at the end of {@code __fput}.
   */
  public record FileDone(int file, Closer closer, @Nullable ActorRef<? super MountPut> replyTo)
      implements Command {}

  /** {@code file_free}, behind the put of a detached mount. */
  public record FileFree(int file) implements Command {}

  /** Removes a file's name. */
  public record Unlink(int file) implements Command {}

  /** The same of a name. */
  public record UnlinkByName(int mount, String inode) implements Command {}

  /** {@code flush_delayed_fput} by this task, which began with {@link TakeDelayed}, has ended. */
  public record FlushEnded(ActorRef<? super Batches.Batch> by) implements Command {}

  /**
   * Takes the whole list of delayed puts, with what the caller itself has just put; {@link
   * Batches.Batch} follows.
   *
   * @param asWork whether the work item begins with it
   */
  public record TakeDelayed(boolean asWork, ActorRef<? super Batches.Batch> replyTo)
      implements Command {}

  /** Asks how many references some files have; {@link RefCounts} follows. */
  public record CountRefs(List<Integer> files, ActorRef<? super RefCounts> replyTo)
      implements Command {}

  /** How many references some files have, by their numbers. */
  public record RefCounts(Map<Integer, Integer> counts) implements Message, Ungated {}

  private static final ReceiveTable<Vfs, Message> SERVING =
      ReceiveTable.<Vfs, Message>rows()
          .onMessage(Open.class, Vfs::onOpen)
          .onMessage(Fput.class, Vfs::onFput)
          .onMessage(FileDone.class, Vfs::onFileDone)
          .onMessage(FileFree.class, Vfs::onFileFree)
          .onMessage(BeginFlush.class, Vfs::onBeginFlush)
          .onMessage(Begin.class, Vfs::onBegin)
          .onMessage(FputSync.class, Vfs::onFputSync)
          .onMessage(FputBounded.class, Vfs::onFputBounded)
          .onMessage(HandOver.class, Vfs::onHandOver)
          .onMessage(Dput.class, Vfs::onDput)
          .onMessage(GetFile.class, Vfs::onGetFile)
          .onMessage(GetUnlessGone.class, Vfs::onGetUnlessGone)
          .onMessage(Unlink.class, Vfs::onUnlink)
          .onMessage(UnlinkByName.class, Vfs::onUnlinkByName)
          .onMessage(FlushEnded.class, Vfs::onFlushEnded)
          .onMessage(TakeDelayed.class, Vfs::onTakeDelayed)
          .onMessage(CountRefs.class, Vfs::onCountRefs)
          .onMessage(AttachedCount.Detach.class, Vfs::onDetach)
          .onMessage(AttachedCount.Attach.class, Vfs::onAttach)
          .onMessage(LockRequest.class, Vfs::onLock)
          .build();

  private final ActorLog log;
  private final LockDesk locks;
  private final FileTable files;
  private final References references;
  private final AttachedMounts mounts;
  private final Inodes inodes;
  private final ClosePolicy policy;
  private final PendingCloses pending;
  private final Footprint footprint;
  private final FileLifetimes lifetimes;
  private final PutAnswers answers;

  private Vfs(
      Machine machine,
      ActorRef<? super MountTable.Command> mountTable,
      ActorRef<? super DelayedPut.Command> delayed) {
    Engine engine = machine.engine();
    this.log = new ActorLog(engine, "vfs", "vfs");
    this.locks = new LockDesk(log, engine.tables().touches());
    this.policy = machine.policy();
    this.mounts = new AttachedMounts(machine.mounts());
    this.inodes = new Inodes(engine);
    this.files = new FileTable(machine.spec().files().size());
    this.footprint = new Footprint(machine, files, inodes);
    this.references = new References(engine, files, machine.spec().files());
    this.pending = new PendingCloses(machine, delayed, files);
    this.lifetimes =
        new FileLifetimes(machine, files, inodes, mounts, mountTable, footprint, pending);
    this.answers = new PutAnswers(files, inodes, mounts, footprint, lifetimes);
  }

  public static Behavior<Message> create(
      Machine machine,
      ActorRef<? super MountTable.Command> mountTable,
      ActorRef<? super DelayedPut.Command> delayed) {
    return Behaviors.setup(context -> SERVING.of(new Vfs(machine, mountTable, delayed)));
  }

  private Behavior<Message> onOpen(Open ask) {
    ask.replyTo().tell(lifetimes.open(ask));
    return Behaviors.same();
  }

  private Behavior<Message> onGetFile(GetFile ask) {
    footprint.file(ask.file());
    if (references.canTake(ask.file(), ask.by())) {
      files.get(ask.file());
    }
    return Behaviors.same();
  }

  private Behavior<Message> onGetUnlessGone(GetUnlessGone ask) {
    boolean got = files.count(ask.file()) > 0;
    if (got) {
      files.get(ask.file());
    }
    ask.replyTo().tell(new GotFile(got));
    return Behaviors.same();
  }

  private Behavior<Message> onFput(Fput ask) {
    put(ask, policy.fput(ask.closer()));
    return Behaviors.same();
  }

  private Behavior<Message> onFputBounded(FputBounded ask) {
    footprint.asksForPendingCloses();
    boolean asUsual = pending.count() < ask.most();
    ClosePolicy.Route route = asUsual ? policy.fput(ask.closer()) : ClosePolicy.Route.INLINE;
    put(new Fput(ask.file(), ask.closer(), ask.cpu(), ask.replyTo(), ask.replyTo()), route);
    return Behaviors.same();
  }

  private Behavior<Message> onFputSync(FputSync ask) {
    footprint.file(ask.file());
    boolean last = references.canDrop(ask.file(), ask.replyTo(), "__fput_sync") && drop(ask.file());
    ask.replyTo().tell(last ? answers.last(ask.file()) : PutAnswer.StillReferenced.INSTANCE);
    return Behaviors.same();
  }

  private Behavior<Message> onHandOver(HandOver ask) {
    footprint.file(ask.file());
    footprint.pendingCloses();
    pending.handOver(ask.file());
    return Behaviors.same();
  }

  /** Drops a reference; returns whether it was the last. */
  private boolean drop(int file) {
    boolean last = pending.drop(file);
    if (last) {
      footprint.pendingCloses();
      footprint.inode(files.inode(file));
      inodes.lastPut(file, files);
    }
    return last;
  }

  private void put(Fput ask, ClosePolicy.Route route) {
    int file = ask.file();
    footprint.file(file);
    ActorRef<? super PutAnswer> to = ask.replyTo();
    if (!references.canDrop(file, ask.by(), "fput") || !drop(file)) {
      if (to != null) {
        to.tell(PutAnswer.StillReferenced.INSTANCE);
      }
      return;
    }
    if (log.isOn()) {
      log.debug("file " + file + ": last fput by " + ask.closer() + ", __fput is " + route);
    }
    if (route == ClosePolicy.Route.DELAYED) {
      footprint.list();
    }
    double timer = route == ClosePolicy.Route.DELAYED ? pending.putOff(file, ask.cpu()) : 0;
    if (route == ClosePolicy.Route.TASK_WORK) {
      pending.leave(file);
    }
    if (to != null) {
      to.tell(
          switch (route) {
            case DELAYED -> new PutAnswer.PutOff(timer);
            case TASK_WORK -> answers.later(file);
            case INLINE -> answers.last(file);
          });
    }
  }

  private Behavior<Message> onBeginFlush(BeginFlush ask) {
    ask.replyTo().tell(answers.flush(ask.file()));
    return Behaviors.same();
  }

  private Behavior<Message> onBegin(Begin ask) {
    pending.begin(ask.file(), ask.replyTo());
    ask.replyTo().tell(answers.last(ask.file()));
    return Behaviors.same();
  }

  private Behavior<Message> onDput(Dput ask) {
    ask.replyTo().tell(answers.dput(ask.file()));
    return Behaviors.same();
  }

  private Behavior<Message> onFileDone(FileDone ask) {
    int file = ask.file();
    footprint.fileAndInode(file);
    footprint.asksWhetherAttached(files.mount(file));
    int inode = files.inode(file);
    if (!lifetimes.putMount(ask)) {
      free(file);
    }
    inodes.done(inode).forEach(this::onOpen);
    return Behaviors.same();
  }

  private Behavior<Message> onFileFree(FileFree ask) {
    free(ask.file());
    return Behaviors.same();
  }

  private void free(int file) {
    if (log.isOn()) {
      log.debug("file " + file + ": freed, " + files.open() + " open or pending");
    }
    lifetimes.free(file);
  }

  private Behavior<Message> onUnlink(Unlink ask) {
    footprint.fileAndInode(ask.file());
    inodes.unlink(ask.file(), files);
    return Behaviors.same();
  }

  private Behavior<Message> onUnlinkByName(UnlinkByName ask) {
    footprint.inode(inodes.number(ask.inode()));
    inodes.unlink(ask.inode(), mounts.get(ask.mount()).fileSystem());
    return Behaviors.same();
  }

  private Behavior<Message> onFlushEnded(FlushEnded ask) {
    footprint.list();
    pending.flushEnded(ask.by());
    return Behaviors.same();
  }

  private Behavior<Message> onTakeDelayed(TakeDelayed ask) {
    footprint.list();
    pending.take(ask.asWork(), ask.replyTo());
    return Behaviors.same();
  }

  private Behavior<Message> onCountRefs(CountRefs ask) {
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    for (int file : ask.files()) {
      footprint.asks(file);
      counts.put(file, files.count(file));
    }
    ask.replyTo().tell(new RefCounts(counts));
    return Behaviors.same();
  }

  private Behavior<Message> onDetach(AttachedCount.Detach ask) {
    footprint.attachment(ask.mount());
    ask.replyTo().tell(mounts.detach(ask.mount(), ask.onlyIfUnused()));
    return Behaviors.same();
  }

  private Behavior<Message> onAttach(AttachedCount.Attach ask) {
    footprint.attachment(ask.mount());
    mounts.attach(ask.mount());
    return Behaviors.same();
  }

  private Behavior<Message> onLock(LockRequest ask) {
    locks.serve(ask);
    return Behaviors.same();
  }
}

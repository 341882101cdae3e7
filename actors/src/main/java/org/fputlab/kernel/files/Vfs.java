package org.fputlab.kernel.files;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.RandomStream;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.locks.LockDesk;
import org.fputlab.kernel.locks.LockRequest;
import org.fputlab.kernel.mounts.AttachedCount;
import org.fputlab.kernel.mounts.MountPut;
import org.fputlab.kernel.mounts.MountTable;
import org.fputlab.kernel.task.Batches;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Meters;
import org.fputlab.kernel.workqueues.DelayedPut;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Closer;
import org.fputlab.model.FileTable;
import org.fputlab.model.KernelSpec;
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

  private final Engine engine;
  private final Machine machine;
  private final ActorRef<? super MountTable.Command> mountTable;
  private final ActorLog log;
  private final LockDesk locks;
  private final FileTable files;
  private final References references;
  private final AttachedMounts mounts;
  private final Map<Integer, Integer> lowerFiles = new LinkedHashMap<>();
  private final Inodes inodes;
  private final ClosePolicy policy;
  private final PendingCloses pending;
  private final Footprint footprint;
  private final Gauge open;

  private Vfs(
      Machine machine,
      ActorRef<? super MountTable.Command> mountTable,
      ActorRef<? super DelayedPut.Command> delayed) {
    this.machine = machine;
    this.mountTable = mountTable;
    this.engine = machine.engine();
    this.log = new ActorLog(engine, "vfs", "vfs");
    this.locks = new LockDesk(log, engine.tables().touches());
    this.policy = machine.policy();
    this.mounts = new AttachedMounts(machine.mounts());
    this.inodes = new Inodes(engine);
    this.files = new FileTable(machine.spec().files().size());
    this.footprint = new Footprint(machine, files, inodes);
    this.references = new References(engine, files, machine.spec().files());
    this.pending = new PendingCloses(machine, delayed, files);
    this.open = engine.tables().gauges().of(Meters.OPEN_FILES);
    machine.spec().files().forEach(this::openShared);
    IntStream.range(0, machine.spec().files().size()).forEach(this::openLower);
  }

  public static Behavior<Message> create(
      Machine machine,
      ActorRef<? super MountTable.Command> mountTable,
      ActorRef<? super DelayedPut.Command> delayed) {
    return Behaviors.setup(context -> new Vfs(machine, mountTable, delayed).serving());
  }

  private Behavior<Message> serving() {
    return Behaviors.receive(Message.class)
        .onMessage(Open.class, this::onOpen)
        .onMessage(Fput.class, this::onFput)
        .onMessage(FileDone.class, this::onFileDone)
        .onMessage(FileFree.class, this::onFileFree)
        .onMessage(BeginFlush.class, this::onBeginFlush)
        .onMessage(Begin.class, this::onBegin)
        .onMessage(FputSync.class, this::onFputSync)
        .onMessage(FputBounded.class, this::onFputBounded)
        .onMessage(HandOver.class, this::onHandOver)
        .onMessage(Dput.class, this::onDput)
        .onMessage(GetFile.class, this::onGetFile)
        .onMessage(GetUnlessGone.class, this::onGetUnlessGone)
        .onMessage(Unlink.class, this::onUnlink)
        .onMessage(UnlinkByName.class, this::onUnlinkByName)
        .onMessage(FlushEnded.class, this::onFlushEnded)
        .onMessage(TakeDelayed.class, this::onTakeDelayed)
        .onMessage(CountRefs.class, this::onCountRefs)
        .onMessage(AttachedCount.Detach.class, this::onDetach)
        .onMessage(AttachedCount.Attach.class, this::onAttach)
        .onMessage(LockRequest.class, this::onLock)
        .build();
  }

  private Behavior<Message> onOpen(Open ask) {
    for (int at = ask.mount(); at != AttachedMounts.NONE; at = mounts.lower(at)) {
      footprint.asksWhetherAttached(at);
    }
    footprint.inode(inodes.number(ask.inode()));
    if (!ask.privileged()) {
      footprint.asksForRoom();
    }
    if (!ask.privileged() && files.open() >= machine.spec().fileMax()) {
      engine.tables().gauges().of(Meters.ENFILE).add(1);
      engine
          .tables()
          .journal()
          .note(engine.now(), "vfs", "file-max limit " + machine.spec().fileMax() + " reached");
      ask.replyTo().tell(OpenAnswer.OpenRefused.INSTANCE);
      return Behaviors.same();
    }
    int inode = inodes.number(ask.inode());
    if (inodes.isFreeing(inode) && !mounts.isDetached(ask.mount())) {
      inodes.await(ask);
      ask.replyTo().tell(new OpenAnswer.InodeFreeing(ask.inode()));
    } else if (mounts.isAnyDetached(ask.mount()) || inodes.isTextBusy(inode, ask.mode())) {
      ask.replyTo().tell(OpenAnswer.OpenRefused.INSTANCE);
    } else {
      inodes.open(inode, ask.mode());
      int file = openFile(ask.mount(), inode, ask.key());
      files.openedFor(file, ask.mode());
      openLower(file);
      ask.replyTo().tell(new OpenAnswer.Opened(file));
    }
    return Behaviors.same();
  }

  private int openFile(int mount, int inode, long key) {
    countOpened(mount);
    return footprint.isKept()
        ? files.openAs(footprint.number(key), mount, inode, key)
        : files.open(mount, inode, key);
  }

  private void countOpened(int mount) {
    footprint.countOf(mount);
    footprint.openFiles();
    mounts.opened(mount);
    open.add(1);
  }

  /** What a file of a mount that lies over another opens there (fs/overlayfs/file.c, v6.6). */
  private void openLower(int file) {
    int below = mounts.lower(files.mount(file));
    if (below != AttachedMounts.NONE) {
      int lower = openFile(below, FileTable.ANONYMOUS, RandomStream.key(files.key(file), "lower"));
      lowerFiles.put(file, lower);
      openLower(lower);
    }
  }

  /** Before anything runs, so that a shared file's number is its place in the scenario. */
  private void openShared(KernelSpec.SharedFile shared) {
    int inode = inodes.number(shared.inode());
    inodes.open(inode, OpenMode.READ);
    int mount = mounts.numberOf(shared.mount());
    countOpened(mount);
    files.open(mount, inode, RandomStream.key(engine.seed(), shared.name()));
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
    ask.replyTo().tell(last ? last(ask.file()) : PutAnswer.StillReferenced.INSTANCE);
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
            case TASK_WORK -> new PutAnswer.PutLater(file, inodeOf(file), mountOf(file));
            case INLINE -> last(file);
          });
    }
  }

  private Behavior<Message> onBeginFlush(BeginFlush ask) {
    int file = ask.file();
    footprint.file(file);
    ask.replyTo().tell(new PutAnswer.Flush(file, inodeOf(file), mountOf(file)));
    return Behaviors.same();
  }

  private Behavior<Message> onBegin(Begin ask) {
    pending.begin(ask.file(), ask.replyTo());
    ask.replyTo().tell(last(ask.file()));
    return Behaviors.same();
  }

  private PutAnswer.LastPut last(int file) {
    footprint.fileAndInode(file);
    KernelSpec.Mount mount = mountOf(file);
    boolean atOnce = mount.fileSystem().release().isEmpty() && !mounts.haveEventpolls();
    Integer lower = lowerFiles.remove(file);
    return new PutAnswer.LastPut(
        file,
        lower == null ? AttachedMounts.NONE : lower,
        files.key(file),
        inodeOf(file),
        mount,
        files.putAt(file),
        atOnce ? inodes.dput(file, files, mount.fileSystem()) : DentryPut.NOT_YET);
  }

  private Behavior<Message> onDput(Dput ask) {
    footprint.fileAndInode(ask.file());
    ask.replyTo().tell(inodes.dput(ask.file(), files, mountOf(ask.file()).fileSystem()));
    return Behaviors.same();
  }

  private Behavior<Message> onFileDone(FileDone ask) {
    int file = ask.file();
    footprint.fileAndInode(file);
    footprint.asksWhetherAttached(files.mount(file));
    int inode = files.inode(file);
    if (!putMount(ask, files.mount(file))) {
      free(file);
    }
    inodes.done(inode).forEach(this::onOpen);
    return Behaviors.same();
  }

  /** Returns whether the file is to be freed later, by who is told what the put came to. */
  private boolean putMount(FileDone ask, int mount) {
    ActorRef<? super MountPut> replyTo = ask.replyTo();
    if (mounts.isDetached(mount)) {
      mountTable.tell(new MountTable.Mntput(mount, ask.closer(), replyTo));
      return replyTo != null;
    }
    footprint.countOf(mount);
    mounts.closed(mount);
    if (replyTo != null) {
      replyTo.tell(MountPut.ATTACHED);
    }
    return false;
  }

  private Behavior<Message> onFileFree(FileFree ask) {
    free(ask.file());
    return Behaviors.same();
  }

  private void free(int file) {
    footprint.file(file);
    footprint.pendingCloses();
    footprint.openFiles();
    pending.done(file);
    if (log.isOn()) {
      log.debug("file " + file + ": freed, " + files.open() + " open or pending");
    }
    files.free(file);
    open.remove(1);
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

  private KernelSpec.Mount mountOf(int file) {
    return mounts.get(files.mount(file));
  }

  private String inodeOf(int file) {
    return inodes.name(files.inode(file));
  }
}

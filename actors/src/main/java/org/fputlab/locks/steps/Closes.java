package org.fputlab.locks.steps;

import java.util.LinkedHashSet;
import java.util.Set;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Closer;
import org.fputlab.model.Effect;
import org.fputlab.model.FileSystem;
import org.fputlab.model.KernelPaths;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Path;
import org.jspecify.annotations.Nullable;

/**
 * The closes in the walk of one program: at each put that can be the last, what the policy makes of
 * it: the whole of {@code __fput} here, or a file left to somebody else.
 */
final class Closes {

  private static final String DELAYED = "delayed_fput_list";
  private static final String DELAYED_MOUNTS = "delayed_mntput_list";
  private static final String DISPOSE = "nfsd's dispose list";
  private static final String WATCHED = "watched by eventpolls";
  private static final String IN_FLIGHT = "sockets' queues";
  private static final String IN_ITSELF = "sockets' own queues";

  /** A place that was walked with the same held: there is nothing new in it. */
  private record Walked(
      Path path, Closing closing, Set<Holding.Sign> signs, Sections.Sign sections) {}

  private final StepWalk walk;
  private final KernelSpec spec;
  private final KernelPaths paths;
  private final Leavings left;
  private final Program program;
  private final ClosePolicy policy;
  private final Set<Walked> walked = new LinkedHashSet<>();

  Closes(StepWalk walk, KernelSpec spec, KernelPaths paths, Leavings left, Program program) {
    this.walk = walk;
    this.spec = spec;
    this.paths = paths;
    this.left = left;
    this.program = program;
    this.policy = spec.close();
  }

  /** The list of files that items of this work take over. */
  static String handedTo(String work) {
    return "items of " + work;
  }

  /** What was put off until the task returns to user mode, or nfsd's thread has replied. */
  private String taskWork() {
    return "task_work of " + (program.closer() == Closer.NFSD ? "nfsd" : program.who());
  }

  /** Walks what is about files and mounts; returns whether it was. */
  boolean effect(Effect effect, Frames at) {
    if (effect instanceof Effect.Opens open) {
      open(open);
    } else if (effect instanceof Effect.Gets get) {
      walk.opened().get(get.file());
    } else if (effect instanceof Effect.Puts put) {
      put(put, at);
    } else if (effect instanceof Effect.Unlinks unlink) {
      files(unlink.file()).forEach(left::unlink);
    } else if (effect instanceof Effect.UnlinksName unlink) {
      left.unlink(new FileKind(unlink.mount(), unlink.inode()));
    } else if (effect instanceof Effect.Sends sent) {
      send(sent);
    } else if (effect instanceof Effect.Watches watched) {
      files(watched.file()).forEach(file -> left.leave(WATCHED, file));
    } else if (effect instanceof Effect.Polls) {
      left.files(WATCHED).forEach(file -> poll(file, at));
    } else if (effect instanceof Effect.Queues queued) {
      handOver(queued);
    } else if (effect instanceof Effect.Empties empties) {
      empty(empties.store(), at);
    } else if (effect instanceof Effect.RunsPart part) {
      part(part, at);
    } else if (effect instanceof Effect.PutsMount) {
      putMount(at);
    } else if (effect instanceof Effect.PutsSuperblock put) {
      putSuperblock(put.last(), at);
    } else if (effect instanceof Effect.Detaches umount) {
      detach(umount.mount(), at);
    } else {
      return false;
    }
    return true;
  }

  // Files

  private void open(Effect.Opens open) {
    String mount = open.mount().isEmpty() ? program.mount() : open.mount();
    FileKind file = new FileKind(mount, open.inode());
    left.know(file);
    walk.opened().open(open.file(), Set.of(file));
  }

  /** Whichever files a step may mean. */
  private Set<FileKind> files(String name) {
    Closing closing = walk.closing();
    if (closing != null && name.equals("lower")) {
      return below(closing);
    }
    Set<FileKind> files = new LinkedHashSet<>(shared(name));
    Set<FileKind> own = walk.opened().kinds(name);
    if (own != null) {
      files.addAll(own);
    }
    return own == null && files.isEmpty() ? left.known() : files;
  }

  private Set<FileKind> below(Closing closing) {
    KernelSpec.Mount mount = spec.mounts().get(closing.mount());
    return mount == null || mount.lower().isEmpty()
        ? Set.of()
        : Set.of(new FileKind(mount.lower(), ""));
  }

  private Set<FileKind> shared(String name) {
    Set<FileKind> files = new LinkedHashSet<>();
    for (KernelSpec.SharedFile file : spec.files()) {
      if (file.name().equals(name)) {
        files.add(new FileKind(file.mount(), file.inode()));
      }
    }
    return files;
  }

  private void handOver(Effect.Queues queued) {
    if (!queued.file().isEmpty()) {
      files(queued.file()).forEach(file -> left.leave(handedTo(queued.work()), file));
      walk.opened().put(queued.file());
    }
  }

  /** What lies in its own queue is not there any more when its last reference is dropped. */
  private void send(Effect.Sends sent) {
    String queue = sent.file().equals(sent.socket()) ? IN_ITSELF : IN_FLIGHT;
    files(sent.file()).forEach(file -> left.leave(queue, file));
  }

  private void put(Effect.Puts put, Frames at) {
    Set<FileKind> files = files(put.file());
    if (put.way() == Effect.Way.CLOSE) {
      files.forEach(file -> flush(file, at));
    }
    boolean mayBeLast = walk.opened().put(put.file()) || !shared(put.file()).isEmpty();
    if (mayBeLast) {
      files.forEach(file -> last(file, put.way(), at));
    }
  }

  private void last(FileKind file, Effect.Way way, Frames at) {
    switch (way) {
      case CLOSE -> go(program.isUser() ? ClosePolicy.Route.INLINE : cached(), file, at);
      case FPUT -> go(policy.fput(program.closer()), file, at);
      case SYNC -> go(ClosePolicy.Route.INLINE, file, at);
      case BOUNDED -> {
        go(ClosePolicy.Route.INLINE, file, at);
        go(policy.fput(program.closer()), file, at);
      }
      case FILE_CACHE -> left.leave(DISPOSE, file);
    }
  }

  /** Where a put by nfsd's file cache goes, in one of its threads; by others as by themselves. */
  private ClosePolicy.Route cached() {
    Closer closer = program.closer();
    return policy.fput(closer == Closer.NFSD ? Closer.NFSD_FILE_CACHE : closer);
  }

  private ClosePolicy.Route disposed() {
    boolean byNfsd = program.closer() == Closer.NFSD;
    return policy.fput(byNfsd ? Closer.NFSD_FILE_CACHE : Closer.WORKER_FILE_CACHE);
  }

  /**
   * With bottom halves off a put counts as a kernel thread's ({@code in_interrupt()} in {@code
   * fput}, fs/file_table.c, v6.6); where they may be, it goes either way.
   */
  private void go(ClosePolicy.Route route, FileKind file, Frames at) {
    put(route, file, at);
    ClosePolicy.Route inInterrupt = policy.fput(Closer.KTHREAD);
    if (walk.sections().mayHaveBottomHalvesOff() && inInterrupt != route) {
      put(inInterrupt, file, at);
    }
  }

  private void put(ClosePolicy.Route route, FileKind file, Frames at) {
    switch (route) {
      case INLINE -> finalise(file, at);
      case TASK_WORK -> left.leave(taskWork(), file);
      case DELAYED -> left.leave(DELAYED, file);
    }
  }

  private void flush(FileKind file, Frames at) {
    Path flush = fileSystem(file.mount()).flush();
    if (!flush.isEmpty()) {
      within(closing(file.mount(), file), flush, at.enter("filp_close"));
    }
  }

  private void finalise(FileKind file, Frames at) {
    Closing closing = closing(file.mount(), file);
    if (left.files(WATCHED).contains(file)) {
      within(closing, paths.unwatch(), at.enter(paths.fput().function()));
    }
    within(closing, paths.fput(), at);
  }

  /** Since 6.9 with a reference meanwhile (fs/eventpoll.c, epi_fget, v6.9). */
  private void poll(FileKind file, Frames at) {
    Path poll = fileSystem(file.mount()).poll();
    if (!poll.isEmpty()) {
      within(closing(file.mount(), file), poll, at.enter("vfs_poll"));
    }
    if (spec.version().isAtLeast(6, 9)) {
      go(policy.fput(program.closer()), file, at);
    }
  }

  private void within(Closing closing, Path path, Frames at) {
    if (walked.add(new Walked(path, closing, walk.signs(), walk.sections().sign()))) {
      walk.within(closing, path, at.enter(path.function()));
    }
  }

  private FileSystem fileSystem(String mount) {
    return mount(mount).fileSystem();
  }

  private KernelSpec.Mount mount(String name) {
    KernelSpec.Mount known = spec.mounts().get(name);
    if (known == null) {
      throw new IllegalStateException("no mount " + name);
    }
    return known;
  }

  // What a close and a shutdown go through

  private void part(Effect.RunsPart part, Frames at) {
    Closing closing = walk.closing();
    if (closing == null) {
      return;
    }
    Path path = path(part.part(), closing);
    if (!path.isEmpty()) {
      walk.path(path, at.enter(part.through()).enter(path.function()));
    }
  }

  private Path path(Effect.Part part, Closing closing) {
    KernelSpec.Mount mount = mount(closing.mount());
    FileSystem fileSystem = mount.fileSystem();
    boolean unlinked = mayBeUnlinked(closing.file());
    return switch (part) {
      case FLUSH -> fileSystem.flush();
      case RELEASE -> fileSystem.release();
      case D_IPUT -> fileSystem.sillyRename() && unlinked ? fileSystem.dIput() : Path.empty("dput");
      case EVICT -> fileSystem.alwaysEvict() || unlinked ? fileSystem.evict() : Path.empty("dput");
      case CLEANUP_MNT -> mount.cleanup();
      case KILL_SB -> fileSystem.killSb();
    };
  }

  private boolean mayBeUnlinked(@Nullable FileKind file) {
    return file == null || left.mayBeUnlinked(file);
  }

  private void detach(String mount, Frames at) {
    left.detach(mount);
    lastMntput(mount, at);
  }

  private void putMount(Frames at) {
    Closing closing = walk.closing();
    if (closing != null && left.mayBeDetached(closing.mount())) {
      lastMntput(closing.mount(), at);
    }
  }

  private void lastMntput(String name, Frames at) {
    KernelSpec.Mount mount = spec.mounts().get(name);
    boolean internal = mount != null && mount.internal();
    switch (policy.mntput(program.closer(), internal)) {
      case INLINE -> shutDown(name, at);
      case TASK_WORK -> left.leaveMount(taskWork(), name);
      case DELAYED -> left.leaveMount(DELAYED_MOUNTS, name);
    }
  }

  private void shutDown(String mount, Frames at) {
    within(closing(mount, null), paths.cleanupMnt(), at);
  }

  /** As long as a mount of the superblock cannot be detached there is always one that holds it. */
  private void putSuperblock(Path last, Frames at) {
    Closing closing = walk.closing();
    if (closing != null
        && spec.mountsOf(closing.superblock()).stream()
            .allMatch(mount -> left.mayBeDetached(mount.name()))) {
      walk.path(last, at.enter(last.function()));
    }
  }

  private Closing closing(String mount, @Nullable FileKind file) {
    return new Closing(mount, spec.superblock(mount), file);
  }

  // What others left

  private void empty(Effect.Store store, Frames at) {
    switch (store) {
      case DELAYED_FPUT -> left.files(DELAYED).forEach(file -> finalise(file, at));
      case TASK_WORK -> {
        left.files(taskWork()).forEach(file -> finalise(file, at));
        left.mounts(taskWork()).forEach(mount -> shutDown(mount, at));
      }
      case NFSD_DISPOSE -> left.files(DISPOSE).forEach(file -> go(disposed(), file, at));
      case SOCKET_QUEUE -> putAll(IN_FLIGHT, at);
      case SOCKET_GARBAGE -> {
        putAll(IN_FLIGHT, at);
        putAll(IN_ITSELF, at);
      }
      case EVENTPOLL -> {} // no references, but a lock of its own
      case DELAYED_MNTPUT -> left.mounts(DELAYED_MOUNTS).forEach(mount -> shutDown(mount, at));
    }
  }

  private void putAll(String queue, Frames at) {
    left.files(queue).forEach(file -> go(policy.fput(program.closer()), file, at));
  }
}

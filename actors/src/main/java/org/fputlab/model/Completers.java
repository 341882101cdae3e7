package org.fputlab.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a program may bring about that somebody else could wait for, itself, through the files it
 * closes or the work it queues: which completions it might ever complete, of which semaphores it
 * might give back a unit that it did not take, which superblocks it might thaw.
 *
 * <p>Never too little: where it is open which file a step finalises, all that could be are counted,
 * and a step that is none of those known here may bring about {@link #anything}.
 */
public final class Completers {

  private final KernelSpec kernel;
  private final Map<String, Set<String>> mountsByFile = new LinkedHashMap<>();
  private final Set<String> completions = new TreeSet<>();
  private final Set<LockName> semaphores = new LinkedHashSet<>();
  private final Set<String> closedMounts = new TreeSet<>();
  private final Set<String> thawed = new TreeSet<>();
  private final Set<String> namedByOthers = new TreeSet<>();
  private final Set<Path> walked = new LinkedHashSet<>();
  private boolean anything;

  private Completers(KernelSpec kernel) {
    this.kernel = kernel;
    for (KernelSpec.SharedFile file : kernel.files()) {
      opened(file.name(), file.mount());
    }
    for (KernelSpec.Mount mount : kernel.mounts().values()) {
      paths(mount.fileSystem()).forEach(this::findOpens);
    }
    namedByOthers.add("lower");
    for (KernelSpec.Work work : kernel.works().values()) {
      findOpens(work.run());
      namedByOthers.add(work.file());
    }
    kernel.servers().values().forEach(server -> findOpens(server.operation()));
  }

  /** What a run of {@code path} may bring about. */
  public static Completers of(Path path, KernelSpec kernel) {
    Completers completers = new Completers(kernel);
    completers.findOpens(path);
    completers.walk(path);
    return completers;
  }

  /** What finalising files of this mount, or shutting it down, may bring about. */
  public static Completers ofClose(KernelSpec.Mount mount, KernelSpec kernel) {
    Completers completers = new Completers(kernel);
    completers.close(mount.name());
    return completers;
  }

  /** What finalising some file, or shutting some mount down, may bring about. */
  public static Completers ofAnyClose(KernelSpec kernel) {
    Completers completers = new Completers(kernel);
    completers.anyClose();
    return completers;
  }

  /** What nfsd's file cache may bring about: whoever leaves a file to it, it closes it later. */
  public static Completers ofFileCache(KernelSpec kernel) {
    Completers completers = new Completers(kernel);
    boolean used =
        programs(kernel).stream().anyMatch(path -> contains(path, Step.NfsdFilePut.class));
    if (used) {
      completers.anyClose();
    }
    return completers;
  }

  private static List<Path> programs(KernelSpec kernel) {
    List<Path> programs = new ArrayList<>();
    kernel.tasks().forEach(task -> programs.add(task.run()));
    kernel.clients().forEach(client -> programs.add(client.op()));
    kernel.servers().values().forEach(server -> programs.add(server.operation()));
    kernel.works().values().forEach(work -> programs.add(work.run()));
    kernel.mounts().values().forEach(mount -> programs.addAll(paths(mount.fileSystem())));
    return programs;
  }

  private static boolean contains(Path path, Class<? extends Step> word) {
    return path.steps().stream()
        .anyMatch(
            step ->
                word.isInstance(step)
                    || (step instanceof Step.Call call && contains(call.path(), word)));
  }

  /** Whether it may bring about anything: it has a step of which nothing is known. */
  public boolean anything() {
    return anything;
  }

  /** The superblocks that it may thaw, by their mounts. */
  public Set<String> thawed() {
    return thawed;
  }

  /** The completions, in order of their names. */
  public Set<String> completions() {
    return completions;
  }

  /** The semaphores of which more units are given back somewhere than were taken there before. */
  public Set<LockName> semaphores() {
    return semaphores;
  }

  private void opened(String file, String mount) {
    mountsByFile.computeIfAbsent(file, first -> new TreeSet<>()).add(mount);
  }

  private void findOpens(Path path) {
    for (Step step : path.steps()) {
      if (step instanceof Step.Open open) {
        opened(open.file(), open.mount());
      } else if (step instanceof Step.Retry retry && retry.step() instanceof Step.Open open) {
        opened(open.file(), open.mount());
      } else if (step instanceof Step.Call call) {
        findOpens(call.path());
      }
    }
  }

  private void walk(Path path) {
    if (walked.add(path)) {
      path.steps().forEach(this::step);
      findUnits(path);
    }
  }

  /** A unit taken in a calling path does not count: it may be another task that runs this one. */
  private void findUnits(Path path) {
    Map<LockName, Integer> taken = new LinkedHashMap<>();
    for (Step step : path.steps()) {
      if (step instanceof Step.Acquire acquire && acquire.word().startsWith("down")) {
        taken.merge(acquire.lock(), 1, Integer::sum);
      } else if (step instanceof Step.Release release
          && release.word().equals("up")
          && taken.merge(release.lock(), -1, Integer::sum) < 0) {
        semaphores.add(release.lock());
      }
    }
  }

  private void step(Step step) {
    if (step instanceof Step.Complete complete) {
      completions.add(complete.name());
    } else if (step instanceof Step.Call call) {
      walk(call.path());
    } else if (step instanceof Step.Retry retry) {
      step(retry.step());
    } else if (step instanceof Step.Umount umount) {
      close(umount.mount());
    } else if (step instanceof Step.QueueWork queued) {
      run(queued.work());
    } else if (step instanceof Step.QueueWorkWithFile queued) {
      run(queued.work());
    } else if (step instanceof Step.Rpc) {
      kernel.servers().values().forEach(server -> walk(server.operation()));
    } else if (step instanceof Step.Thaw thaw) {
      thaw(thaw.superblock());
    } else if (closesOthersFiles(step)) {
      anyClose();
    } else if (!closesItsFile(step) && !concernsItselfAlone(step)) {
      anything = true;
    }
  }

  /** The superblock of whatever is being closed may be any. */
  private void thaw(String superblock) {
    if (kernel.mounts().containsKey(superblock)) {
      thawed.add(superblock);
    } else {
      thawed.addAll(kernel.mounts().keySet());
    }
  }

  private boolean closesItsFile(Step step) {
    if (step instanceof Step.Close close) {
      closeFile(close.file());
    } else if (step instanceof Step.Fput fput) {
      closeFile(fput.file());
    } else if (step instanceof Step.FputBounded fput) {
      closeFile(fput.file());
    } else if (step instanceof Step.FputSync fput) {
      closeFile(fput.file());
    } else if (step instanceof Step.NfsdFilePut fput) {
      closeFile(fput.file());
    } else if (step instanceof Step.Munmap munmap) {
      closeFile(munmap.file());
    } else {
      return false;
    }
    return true;
  }

  /**
   * Steps that end nobody's wait but for what the task table shows anyhow: locks, which their
   * holders have; and those that only wait, or take references.
   */
  private static boolean concernsItselfAlone(Step step) {
    return step instanceof Step.Acquire
        || step instanceof Step.Release
        || step instanceof Step.Freeze
        || step instanceof Step.WaitForCompletion
        || takesTime(step)
        || step instanceof Step.Open
        || step instanceof Step.GetFile
        || step instanceof Step.Unlink
        || step instanceof Step.Send
        || step instanceof Step.Mmap
        || step instanceof Step.PageFault
        || step instanceof Step.Mount
        || step instanceof Step.FlushWork
        || step instanceof Step.FlushWorkqueue
        || step instanceof Step.KthreadStop;
  }

  private static boolean takesTime(Step step) {
    return step instanceof Step.Cpu
        || step instanceof Step.Io
        || step instanceof Step.Sleep
        || step instanceof Step.Msleep;
  }

  /** The list, the task_work and the sockets' queues hold files that other steps put there. */
  private static boolean closesOthersFiles(Step step) {
    return step instanceof Step.FlushDelayedFput
        || step instanceof Step.ReturnToUser
        || step instanceof Step.UnixRelease
        || step instanceof Step.UnixGc;
  }

  /** Those of the kernel's own finalise whatever was left to them. */
  private void run(String work) {
    KernelSpec.Work queued = kernel.works().get(work);
    if (queued != null) {
      walk(queued.run());
    } else {
      anyClose();
    }
  }

  private void closeFile(String file) {
    Set<String> mounts = mountsByFile.get(file);
    if (mounts == null || namedByOthers.contains(file)) {
      anyClose();
    } else {
      mounts.forEach(this::close);
    }
  }

  private void anyClose() {
    kernel.mounts().keySet().forEach(this::close);
  }

  private void close(String mount) {
    KernelSpec.Mount closed = kernel.mounts().get(mount);
    if (closed == null || !closedMounts.add(mount)) {
      return;
    }
    paths(closed.fileSystem()).forEach(this::walk);
  }

  private static List<Path> paths(FileSystem fs) {
    return List.of(fs.flush(), fs.release(), fs.dIput(), fs.evict(), fs.killSb());
  }
}

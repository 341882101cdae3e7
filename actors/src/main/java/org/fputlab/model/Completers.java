package org.fputlab.model;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which completions a program might ever complete, itself or through the files it closes, and of
 * which semaphores it might give back a unit that it did not take: what a proof of deadlock must
 * know about a task that is still able to run.
 *
 * <p>Never too few: where it is open which file a step finalises, all that could be are counted.
 */
public final class Completers {

  private final KernelSpec kernel;
  private final Map<String, Set<String>> mountsByFile = new LinkedHashMap<>();
  private final Set<String> completions = new TreeSet<>();
  private final Set<LockName> semaphores = new LinkedHashSet<>();
  private final Set<String> closedMounts = new TreeSet<>();
  private final Set<Path> walked = new LinkedHashSet<>();

  private Completers(KernelSpec kernel) {
    this.kernel = kernel;
    for (KernelSpec.SharedFile file : kernel.files()) {
      opened(file.name(), file.mount());
    }
    for (KernelSpec.Mount mount : kernel.mounts().values()) {
      paths(mount.fileSystem()).forEach(this::findOpens);
    }
    kernel.works().values().forEach(work -> findOpens(work.run()));
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
    } else if (step instanceof Step.Umount umount) {
      close(umount.mount());
    } else if (step instanceof Step.QueueWork queued) {
      run(queued.work());
    } else if (step instanceof Step.Rpc) {
      kernel.servers().values().forEach(server -> walk(server.operation()));
    } else if (step instanceof Step.Close close) {
      closeFile(close.file());
    } else if (step instanceof Step.Fput fput) {
      closeFile(fput.file());
    } else if (step instanceof Step.FputBounded fput) {
      closeFile(fput.file());
    } else if (step instanceof Step.QueueWorkWithFile queued) {
      run(queued.work());
    } else if (step instanceof Step.FputSync fput) {
      closeFile(fput.file());
    } else if (step instanceof Step.Munmap munmap) {
      closeFile(munmap.file());
    } else if (closesOthersFiles(step)) {
      anyClose();
    }
  }

  /** The list, the task_work and the sockets' queues hold files that other steps put there. */
  private static boolean closesOthersFiles(Step step) {
    return step instanceof Step.FlushDelayedFput
        || step instanceof Step.ReturnToUser
        || step instanceof Step.UnixRelease
        || step instanceof Step.UnixGc;
  }

  private void run(String work) {
    KernelSpec.Work queued = kernel.works().get(work);
    if (queued != null) {
      walk(queued.run());
    }
  }

  private void closeFile(String file) {
    Set<String> mounts = mountsByFile.get(file);
    if (mounts == null) {
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

package org.fputlab.model;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a program may bring about that somebody else could wait for, itself, through the files it
 * closes or the work it queues: which completions it might ever complete, of which semaphores it
 * might give back a unit that it did not take, which superblocks it might thaw, which signals it
 * might send.
 *
 * <p>Never too little: where it is open which file a step finalises, all that could be are counted,
 * and a step that is none of those known here may bring about {@link #anything}.
 */
public final class Completers {

  private final KernelSpec kernel;
  private final Map<String, Set<String>> mountsByFile = new LinkedHashMap<>();
  private final Set<String> completions = new TreeSet<>();
  private final Set<LockName> semaphores = new LinkedHashSet<>();
  private final Set<String> takenBack = new TreeSet<>();
  private final Set<String> closedMounts = new TreeSet<>();
  private final Set<String> thawed = new TreeSet<>();
  private final Set<Effect.SendsSignal> signals = new LinkedHashSet<>();
  private final Set<String> namedByOthers = new TreeSet<>();
  private final Set<Path> searchedForOpens = new LinkedHashSet<>();
  private final Set<Path> walked = new LinkedHashSet<>();
  private boolean anything;

  private Completers(KernelSpec kernel) {
    this.kernel = kernel;
    for (KernelSpec.SharedFile file : kernel.files()) {
      opened(file.name(), file.mount());
    }
    for (KernelSpec.Mount mount : kernel.mounts().values()) {
      mount.paths().forEach(this::findOpens);
    }
    namedByOthers.add("lower");
    for (KernelSpec.Work work : kernel.works().values()) {
      findOpens(work.run());
      namedByOthers.add(work.file());
    }
    kernel.servers().values().forEach(server -> server.paths().forEach(this::findOpens));
    findOpens(kernel.pages().reclaim());
  }

  /** What a run of {@code path} may bring about. */
  public static Completers of(Path path, KernelSpec kernel) {
    Completers completers = new Completers(kernel);
    completers.findOpens(path);
    completers.walk(path);
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
    Predicate<Effect> leavesOne =
        effect -> effect instanceof Effect.Puts put && put.way() == Effect.Way.FILE_CACHE;
    boolean used = kernel.programs().anyMatch(program -> program.path().has(leavesOne));
    if (used) {
      completers.anyClose();
    }
    return completers;
  }

  /** Whether it may bring about anything: it has a step of which nothing is known. */
  public boolean anything() {
    return anything;
  }

  /** The superblocks that it may thaw, by their mounts. */
  public Set<String> thawed() {
    return thawed;
  }

  /** The work items that it may take back where they are queued. */
  public Set<String> takenBack() {
    return takenBack;
  }

  /** The signals that it may send. */
  public Set<Effect.SendsSignal> signals() {
    return signals;
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
    if (!searchedForOpens.add(path)) {
      return;
    }
    path.effects()
        .forEach(
            effect -> {
              Path through = Path.through(effect);
              if (effect instanceof Effect.Opens open) {
                opened(open.file(), open.mount());
              } else if (through != null) {
                findOpens(through);
              }
            });
  }

  private void walk(Path path) {
    if (walked.add(path)) {
      path.effects().forEach(this::effect);
      findUnits(path);
    }
  }

  /** A unit taken in a calling path does not count: it may be another task that runs this one. */
  private void findUnits(Path path) {
    Map<LockName, Integer> taken = new LinkedHashMap<>();
    path.steps().forEach(step -> step.effects().forEach(effect -> findUnits(effect, taken)));
  }

  /** After a branch no more counts as taken than was on either way. */
  private void findUnits(Effect effect, Map<LockName, Integer> taken) {
    if (effect instanceof Effect.TakesUnit take) {
      taken.merge(take.semaphore(), 1, Integer::sum);
    } else if (effect instanceof Effect.GivesUnit give
        && taken.merge(give.semaphore(), -1, Integer::sum) < 0) {
      semaphores.add(give.semaphore());
    } else if (effect instanceof Effect.Branches fork) {
      Map<LockName, Integer> otherwise = new LinkedHashMap<>(taken);
      fork.then().forEach(each -> findUnits(each, taken));
      fork.otherwise().forEach(each -> findUnits(each, otherwise));
      taken.replaceAll((unit, count) -> Math.min(count, otherwise.getOrDefault(unit, 0)));
      otherwise.forEach((unit, count) -> taken.putIfAbsent(unit, Math.min(count, 0)));
    }
  }

  private void effect(Effect effect) {
    Path through = Path.through(effect);
    if (through != null) {
      walk(through);
    } else if (effect instanceof Effect.Completes complete) {
      completions.add(complete.completion());
    } else if (effect instanceof Effect.Detaches umount) {
      close(umount.mount());
    } else if (effect instanceof Effect.Queues queued) {
      run(queued.work());
    } else if (effect instanceof Effect.Cancels taken) {
      takenBack.add(taken.work());
    } else if (effect instanceof Effect.Asks) {
      kernel.servers().values().forEach(server -> server.paths().forEach(this::walk));
    } else if (effect instanceof Effect.Thaws thaw) {
      thaw(thaw.superblock());
    } else if (effect instanceof Effect.Reclaims) {
      walk(kernel.pages().reclaim());
    } else if (effect instanceof Effect.SendsSignal sent) {
      signals.add(sent);
    } else if (effect instanceof Effect.Puts put) {
      closeFile(put.file());
    } else if (effect instanceof Effect.Empties empties) {
      empty(empties.store());
    } else if (effect instanceof Effect.Polls) {
      askWatched();
    } else if (effect instanceof Effect.Unknown) {
      anything = true;
    }
  }

  /** Others left something there; but to its own task_work a task leaves what it puts itself. */
  private void empty(Effect.Store store) {
    if (store == Effect.Store.EVENTPOLL) {
      askWatched();
    } else if (store != Effect.Store.TASK_WORK) {
      anyClose();
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

  /** Whatever is watched: its poll, and since 6.9 its close, if that has the last reference. */
  private void askWatched() {
    kernel.mounts().values().forEach(mount -> walk(mount.fileSystem().poll()));
    if (kernel.version().isAtLeast(6, 9)) {
      anyClose();
    }
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
    closed.closing().forEach(this::walk);
  }
}

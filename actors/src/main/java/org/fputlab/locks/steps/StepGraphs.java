package org.fputlab.locks.steps;

import org.fputlab.locks.Node;
import org.fputlab.model.KernelPaths;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;

/**
 * The graph of all that the programs of one machine can do: walks each of them, over and over until
 * none of them leaves anything new for another to find.
 */
final class StepGraphs {

  private final KernelSpec spec;
  private final KernelPaths paths;
  private final Leavings left = new Leavings();

  private final StepGraph graph;

  StepGraphs(KernelSpec spec, KernelPaths paths) {
    this.spec = spec;
    this.paths = paths;
    this.graph = walked();
  }

  /** What came of it. */
  StepGraph graph() {
    return graph;
  }

  /** What the programs leave to one another. */
  Leavings left() {
    return left;
  }

  private StepGraph walked() {
    spec.mounts().keySet().forEach(mount -> left.know(new FileKind(mount, "")));
    spec.files().forEach(file -> left.know(new FileKind(file.mount(), file.inode())));
    spec.semaphores().forEach(this::isThereAUnit);
    isThereAUnit(KernelSpec.Pages.FREE.word(), spec.units(KernelSpec.Pages.FREE.word()));
    left.hasGrown();
    Owed owed = new Owed(spec, left);
    StepGraph found;
    do {
      found = new StepGraph();
      for (Program program : Programs.of(spec, paths, owed)) {
        StepWalk.of(program, spec, paths, left, found);
      }
    } while (left.hasGrown());
    ofTheKernel(found);
    return found;
  }

  /** Where there is none at the start, the first that is taken is one that others gave. */
  private void isThereAUnit(String semaphore, int units) {
    if (units == 0) {
      left.notGivenBack(Nodes.unit(new LockName(semaphore, "")));
    }
  }

  /** What waits for what by the way the kernel is made, and no step says. */
  private void ofTheKernel(StepGraph found) {
    for (String mount : left.frozen()) {
      for (LockName level : Nodes.levels(mount)) {
        Node starts = new Nodes(spec).lock(level, "");
        found.always(starts, Nodes.changes(level), "a freeze waits for the changes under way");
        found.always(starts, Nodes.thaw(mount), "a frozen level stays so until the thaw");
      }
    }
    spec.works().values().forEach(work -> waitsToBegin(found, work));
    paths.works().forEach(work -> waitsToBegin(found, work));
  }

  private void waitsToBegin(StepGraph found, KernelSpec.Work work) {
    if (Programs.mayRunOutOfWorkers(spec)) {
      waits(found, work, Nodes.WORKERS, "an item waits for a free worker");
    }
    if (Programs.mayRunOutOfPlaces(spec, paths, work.queue())) {
      waits(found, work, Nodes.place(work.queue()), "only so many items are active at a time");
    }
  }

  private static void waits(StepGraph found, KernelSpec.Work work, Node pool, String why) {
    found.always(Nodes.work(work.name()), pool, why);
    found.always(Nodes.queue(work.queue()), pool, why);
  }
}

package org.fputlab.kernel.memory;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Sleep;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Running;
import org.fputlab.model.Branch;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * How one task takes and frees pages, and reclaims where none is left for it.
 *
 * <p>Mirrors {@code __alloc_pages_slowpath} and {@code __perform_reclaim} (mm/page_alloc.c, v6.6):
 * whoever finds no page above the reserve reclaims itself, under {@code PF_MEMALLOC}, and then
 * waits for others to; an allocation under that flag never reclaims.
 */
final class PageCalls {

  private static final String NO_FUNCTION = "";

  private final Execution execution;
  private final ActorRef<Message> allocator;
  private final KernelSpec.Pages pages;
  private int memalloc;
  private int nofs;

  PageCalls(Running task, ActorRef<Message> allocator) {
    this.execution = task.execution();
    this.allocator = allocator;
    this.pages = execution.machine().spec().pages();
  }

  private Resource page() {
    return execution.waits().semaphore(KernelSpec.Pages.FREE);
  }

  /**
   * {@code alloc_page}, which fails only where the reserve is used up and steps say what follows.
   */
  boolean alloc(Branch branch) {
    List<Step> steps = new ArrayList<>();
    steps.add(calls -> tries());
    steps.add(calls -> goOn(branch));
    execution.push(new Path(NO_FUNCTION, steps));
    return true;
  }

  private boolean tries() {
    execution.callEnded(true);
    allocator.tell(new PageAllocator.Alloc(memalloc > 0, false, execution.self()));
    return execution.tries(page(), false);
  }

  private boolean goOn(Branch branch) {
    if (execution.callSucceeded()) {
      return then(branch.then());
    }
    if (memalloc > 0 && !branch.isNone()) {
      return then(branch.otherwise());
    }
    List<Step> slowly = new ArrayList<>();
    if (memalloc == 0 && nofs == 0 && !pages.reclaim().isEmpty()) {
      slowly.add(calls -> noReclaim(1));
      slowly.add(calls -> calls.call(pages.reclaim()));
      slowly.add(calls -> noReclaim(-1));
    }
    slowly.add(calls -> takes());
    slowly.addAll(branch.then());
    return then(slowly);
  }

  private boolean then(List<Step> steps) {
    if (!steps.isEmpty()) {
      execution.push(new Path(NO_FUNCTION, steps));
    }
    return true;
  }

  private boolean takes() {
    allocator.tell(new PageAllocator.Alloc(memalloc > 0, true, execution.self()));
    return execution.block(page(), false, true, Sleep.UNINTERRUPTIBLE, null);
  }

  boolean free() {
    Resource page = page();
    if (execution.row().isHolding(page)) {
      execution.row().drop(page);
    }
    allocator.tell(PageAllocator.Free.INSTANCE);
    return true;
  }

  /** {@code memalloc_noreclaim_save}: {@code PF_MEMALLOC}. */
  boolean noReclaim(int more) {
    memalloc += more;
    return true;
  }

  /** {@code memalloc_nofs_save}: what reclaims then does not go into file systems. */
  boolean noFileSystems(int more) {
    nofs += more;
    return true;
  }
}

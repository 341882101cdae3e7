package org.fputlab.kernel.memory;

import java.util.List;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Branch;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Step;

/** The words of pages and of reclaim: mm/page_alloc.c and include/linux/sched/mm.h, v6.6. */
public final class PageWords {

  private static final String NO_RECLAIM = "memalloc_noreclaim";
  private static final String NO_FILE_SYSTEMS = "memalloc_nofs";

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          new Word(
              "alloc_page",
              "[then STEP] [else STEP]",
              "Takes one of the machine's free pages; reclaims, and waits, where none is left for"
                  + " it.",
              a -> new AllocPage(a.branch())),
          new Word("free_page", "", "Frees a page; any task may.", a -> new FreePage()),
          section(NO_RECLAIM, true, "Allocations may use the reserve, and reclaim nothing."),
          section(NO_RECLAIM, false, "Ends that."),
          section(NO_FILE_SYSTEMS, true, "Allocations reclaim nothing of file systems."),
          section(NO_FILE_SYSTEMS, false, "Ends that."));

  private PageWords() {}

  private static Word section(String of, boolean begins, String meaning) {
    return new Word(
        of + (begins ? "_save" : "_restore"), "", meaning, a -> new Section(of, begins));
  }

  /** {@code alloc_page}. */
  public record AllocPage(Branch branch) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(PageCalls.class).alloc(branch);
    }

    @Override
    public List<Effect> effects() {
      Effect takes = new Effect.TakesUnit(KernelSpec.Pages.FREE, Sleeping.UNINTERRUPTIBLE, false);
      return branch.isNone()
          ? List.of(new Effect.Reclaims(), takes)
          : List.of(new Effect.Reclaims(), branch.effect(List.of(takes)));
    }
  }

  /** {@code free_page}. */
  public record FreePage() implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(PageCalls.class).free();
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.GivesUnit(KernelSpec.Pages.FREE));
    }
  }

  /** {@code memalloc_noreclaim_save} and {@code memalloc_nofs_save}, and their ends. */
  public record Section(String of, boolean begins) implements Step {
    @Override
    public String word() {
      return of + (begins ? "_save" : "_restore");
    }

    @Override
    public boolean run(Calls task) {
      PageCalls pages = task.the(PageCalls.class);
      int more = begins ? 1 : -1;
      return of.equals(NO_RECLAIM) ? pages.noReclaim(more) : pages.noFileSystems(more);
    }

    @Override
    public List<Effect> effects() {
      return List.of(
          begins
              ? new Effect.StopsReclaim(of + "_save", of + "_restore")
              : new Effect.LetsReclaim(of + "_restore", of + "_save"));
    }
  }
}

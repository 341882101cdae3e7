package org.fputlab.kernel.words;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.model.KernelSpec;

/**
 * What an area of the kernel brings to every machine, said before one runs.
 *
 * @param actors the names of its actors, and of threads of its own, which nothing else may have
 * @param words its words of the step language, in the order of the reference
 * @param works the work items that it queues itself
 */
public record Area(List<String> actors, List<Word> words, List<KernelSpec.Work> works) {

  /** An area with these actors, which brings nothing else yet. */
  public static Area of(String... actors) {
    return new Area(List.of(actors), List.of(), List.of());
  }

  /** The same, with these words as well. */
  public Area with(List<Word> more) {
    List<Word> all = new ArrayList<>(words);
    all.addAll(more);
    return new Area(actors, List.copyOf(all), works);
  }

  /** The same, with this work item as well. */
  public Area with(KernelSpec.Work work) {
    List<KernelSpec.Work> all = new ArrayList<>(works);
    all.add(work);
    return new Area(actors, words, List.copyOf(all));
  }
}

package org.fputlab.model;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * One thing that a task does. The words of the step language are records in the areas of {@code
 * kernel}, each beside its word's row; what a step does there it does through what the task carries
 * of that area.
 */
public interface Step {

  /**
   * Does the step in a task.
   *
   * @return true where it is done, false where the task sleeps until something answers
   */
  boolean run(Calls task);

  /**
   * What it brings about, for those who do not run it. Who does not say may bring about anything.
   */
  default List<Effect> effects() {
    return List.of(new Effect.Unknown());
  }

  /** The word that a scenario writes for it: the name of its record, unless that says another. */
  default String word() {
    String name = getClass().getSimpleName();
    return name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** A step inside one of the kernel's own paths, which brings about no more than this. */
  static Step inside(Predicate<Calls> what, Effect... effects) {
    return new Inside(what, List.of(effects));
  }

  /** Such a step: no record, since no scenario writes it. */
  final class Inside implements Step {

    private final Predicate<Calls> what;
    private final List<Effect> effects;

    private Inside(Predicate<Calls> what, List<Effect> effects) {
      this.what = what;
      this.effects = effects;
    }

    @Override
    public boolean run(Calls task) {
      return what.test(task);
    }

    @Override
    public List<Effect> effects() {
      return effects;
    }
  }
}

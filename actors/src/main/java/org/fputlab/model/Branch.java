package org.fputlab.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a task goes on from a step that may come out either way: a trylock that got its lock or did
 * not, a wait that ended or ran out of time. Each way is one step or none, and then the next step
 * of the list follows.
 *
 * @param then what follows if it comes out well
 * @param otherwise what follows if it does not
 */
public record Branch(List<Step> then, List<Step> otherwise) {

  /** Goes on the same way whatever comes out. */
  public static final Branch NONE = new Branch(List.of(), List.of());

  /** Whether it goes on the same way whatever comes out. */
  public boolean isNone() {
    return then.isEmpty() && otherwise.isEmpty();
  }

  /**
   * What comes of it.
   *
   * @param first what the step itself brings about if it comes out well
   */
  public Effect effect(List<Effect> first) {
    List<Effect> well = new ArrayList<>(first);
    well.addAll(effects(then));
    return new Effect.Branches(List.copyOf(well), effects(otherwise));
  }

  private static List<Effect> effects(List<Step> steps) {
    return steps.stream().flatMap(step -> step.effects().stream()).toList();
  }

  /** Either way's steps. */
  public Stream<Step> steps() {
    return Stream.concat(then.stream(), otherwise.stream());
  }

  /** As a scenario writes it, or "". */
  @Override
  public String toString() {
    return (written("then", then) + written(" else", otherwise)).strip();
  }

  private static String written(String word, List<Step> steps) {
    List<String> texts = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Record record) {
        texts.add(StepText.of(step, record));
      }
    }
    String all = String.join(" ; ", texts);
    boolean needsBrackets = texts.size() > 1 || steps.stream().anyMatch(Branch::branches);
    return texts.isEmpty() ? "" : word + " " + (needsBrackets ? "( " + all + " )" : all);
  }

  private static boolean branches(Step step) {
    return step.effects().stream().anyMatch(Effect.Branches.class::isInstance);
  }
}

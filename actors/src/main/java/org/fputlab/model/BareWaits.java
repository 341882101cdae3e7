package org.fputlab.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Waits for a lock or a unit that a signal would end though the steps do not say what follows then:
 * the next step would go on as if it had it. Waits for anything else leave nothing to give back.
 */
public final class BareWaits {

  private BareWaits() {}

  /**
   * One that this user task, or with "" any, may come to, in its own steps or in a close, as a file
   * writes it.
   */
  public static Optional<String> of(String task, KernelSpec kernel, Predicate<Sleeping> ended) {
    Stream<Path> own =
        kernel.tasks().stream().filter(it -> isOneOf(it, task)).map(KernelSpec.TaskSpec::run);
    Stream<Path> closes = kernel.mounts().values().stream().flatMap(it -> it.paths().stream());
    List<String> found = new ArrayList<>();
    Stream.concat(own, closes)
        .forEach(path -> path.has(effect -> !written(effect, ended, found).isEmpty()));
    return found.stream().findFirst();
  }

  private static boolean isOneOf(KernelSpec.TaskSpec task, String name) {
    return (name.isEmpty() && !task.kthread())
        || task.name().equals(name)
        || name.matches(Pattern.quote(task.name()) + "-\\d+");
  }

  private static String written(Effect effect, Predicate<Sleeping> ended, List<String> found) {
    String text = "";
    if (effect instanceof Effect.Takes taken && !taken.tries() && ended.test(taken.how())) {
      text = taken.word() + " " + taken.lock();
    } else if (effect instanceof Effect.TakesUnit unit && !unit.tries() && ended.test(unit.how())) {
      text = unit.how().word("down") + " " + unit.semaphore();
    }
    if (!text.isEmpty()) {
      found.add(text);
    }
    return text;
  }

  /** What is wrong with sending the task such signals, or "". */
  public static String problem(String task, KernelSpec kernel, Predicate<Sleeping> ended) {
    return of(task, kernel, ended)
        .map(wait -> "would end " + wait + ", which does not say what follows then")
        .orElse("");
  }

  /** How that is mended. */
  public static final String HINT =
      "Write after it: then call P, where paths.P ends with giving it back, or else STEP";
}

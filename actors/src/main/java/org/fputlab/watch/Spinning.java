package org.fputlab.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.fputlab.engine.Standstill;
import org.fputlab.engine.Standstill.Spinner;

/**
 * Says who spins where time stood still. What it rests on is a count of turns, not a proof that the
 * loop has no end: the finding says the count.
 */
final class Spinning {

  private static final int SPINNERS_SHOWN = 8;
  private static final int STEPS_SHOWN = 6;
  private static final double MOSTLY = 0.01;

  private final Standstill standstill;

  Spinning(Standstill standstill) {
    this.standstill = standstill;
  }

  /** One finding at most: the run ends with it. */
  List<Finding> findings() {
    if (!standstill.hasHappened()) {
      return List.of();
    }
    List<Spinner> spinners = spinners();
    String first = spinners.isEmpty() ? "" : spinners.get(0).name();
    return List.of(
        new Finding(
            Finding.Kind.SPINNING,
            first,
            headline(spinners),
            standstill.at(),
            standstill.at(),
            details(spinners),
            figures(spinners),
            Verdict.SPINS));
  }

  /** Tasks, if any step was seen, and else whoever took turns. */
  private List<Spinner> spinners() {
    List<Spinner> all = standstill.spinners();
    List<Spinner> tasks = all.stream().filter(one -> !one.steps().isEmpty()).toList();
    List<Spinner> seen = tasks.isEmpty() ? all : tasks;
    long most = seen.stream().mapToLong(Spinner::turns).max().orElse(0);
    return seen.stream().filter(one -> one.turns() >= MOSTLY * most).toList();
  }

  private String headline(List<Spinner> spinners) {
    String others = spinners.size() < 2 ? "" : " and " + (spinners.size() - 1) + " more";
    String who = spinners.isEmpty() ? "nobody known" : named(spinners.get(0)) + others;
    return String.format(
        Locale.ROOT,
        "%s loop%s while time stands still: %,d turns and steps at one instant",
        who,
        others.isEmpty() ? "s" : "",
        standstill.turns());
  }

  private static String named(Spinner one) {
    return one.work().isEmpty() ? one.name() : one.name() + " (work " + one.work() + ")";
  }

  private static List<String> details(List<Spinner> spinners) {
    List<String> lines = new ArrayList<>();
    for (Spinner one : spinners.subList(0, Math.min(SPINNERS_SHOWN, spinners.size()))) {
      String steps = steps(one);
      lines.add(named(one) + (steps.isEmpty() ? ": one message after another" : ": " + steps));
    }
    if (spinners.size() > SPINNERS_SHOWN) {
      lines.add("and " + (spinners.size() - SPINNERS_SHOWN) + " more");
    }
    lines.add("none of these steps took any time; give one of them a pause or a cost");
    return lines;
  }

  private static String steps(Spinner one) {
    String shown =
        one.steps().entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(STEPS_SHOWN)
            .map(Map.Entry::getKey)
            .collect(Collectors.joining("; "));
    return one.steps().size() > STEPS_SHOWN ? shown + "; ..." : shown;
  }

  private Map<String, Object> figures(List<Spinner> spinners) {
    Map<String, Object> figures =
        NamedFigures.of("turns", standstill.turns(), "spinners", spinners.size());
    figures.put("tasks", spinners.stream().limit(SPINNERS_SHOWN).map(Spinner::name).toList());
    return figures;
  }
}

package org.fputlab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fputlab.explore.CyclesSought;
import org.fputlab.locks.Cycle;
import org.fputlab.locks.Edge;
import org.fputlab.locks.LockdepText;
import org.fputlab.locks.steps.Order;
import org.fputlab.scenario.Scenario;

/** What {@code order} prints: for each policy what is proved, or which cycles are possible. */
public final class OrderText {

  /** More would not be read; JSON has all. */
  private static final int MOST_CYCLES = 5;

  private static final String SEARCHED = "; what may hang is looked for in a few schedules";

  private final Style style;

  public OrderText(Style style) {
    this.style = style;
  }

  /**
   * What is looked at.
   *
   * @param searched whether schedules were run to see what comes about
   */
  public List<String> header(Scenario scenario, boolean searched) {
    List<String> lines = new ArrayList<>();
    Paragraph.lines("", scenario.title()).forEach(line -> lines.add(style.strong(line)));
    lines.add("  scenario  " + scenario.file());
    lines.add("  order     from the steps alone" + (searched ? SEARCHED : ": nothing is run"));
    if (!scenario.faults().isEmpty()) {
      lines.addAll(
          Paragraph.lines(
              "  faults    ", "those of the file are left out; one that never ends can hang all"));
    }
    lines.add("");
    return lines;
  }

  /**
   * What is proved, or what keeps it from being proved; policies of which there is the same to say
   * stand together.
   */
  public List<String> body(Scenario scenario, List<OrderOutcome> outcomes) {
    Map<List<String>, List<OrderOutcome>> alike = new LinkedHashMap<>();
    for (OrderOutcome outcome : outcomes) {
      alike
          .computeIfAbsent(answer(scenario, outcome, List.of()), same -> new ArrayList<>())
          .add(outcome);
    }
    return alike.values().stream()
        .flatMap(
            group ->
                answer(
                    scenario,
                    group.get(0),
                    group.stream().map(outcome -> outcome.close().word()).toList())
                    .stream())
        .toList();
  }

  private List<String> answer(Scenario scenario, OrderOutcome outcome, List<String> policies) {
    List<String> lines = new ArrayList<>();
    Order order = outcome.order();
    lines.addAll(heading(String.join(", ", policies), outcome));
    if (order.answer() == Order.Answer.PROVED) {
      lines.addAll(proof(order));
    }
    unknown(lines, order);
    cycles(lines, outcome);
    alone(lines, order);
    search(lines, scenario, outcome, policies);
    if (!outcome.explained().isEmpty() && order.answer() != Order.Answer.PROVED) {
      lines.addAll(Paragraph.lines("  the file says: ", outcome.explained()));
    }
    lines.add("");
    return lines;
  }

  /** On a line of its own where both do not go on one. */
  private List<String> heading(String policies, OrderOutcome outcome) {
    boolean together = (policies + ": " + said(outcome)).length() <= Paragraph.COLUMNS;
    return together
        ? List.of(style.strong(policies) + ": " + coloured(outcome))
        : List.of(style.strong(policies) + ":", "  " + coloured(outcome));
  }

  /** One line for each policy. */
  public List<String> ending(List<OrderOutcome> outcomes) {
    List<String> lines = new ArrayList<>();
    for (OrderOutcome outcome : outcomes) {
      lines.add("order under " + outcome.close().word() + ": " + coloured(outcome));
    }
    return lines;
  }

  private String coloured(OrderOutcome outcome) {
    String text = said(outcome);
    if (outcome.order().answer() == Order.Answer.PROVED) {
      return style.good(text);
    }
    return outcome.exitCode() == Outcome.AS_EXPECTED ? style.doubtful(text) : style.bad(text);
  }

  private static String said(OrderOutcome outcome) {
    return outcome.word() + ": " + outcome.meaning();
  }

  private static List<String> proof(Order order) {
    String covers =
        order.counted()
            ? "the tasks and runs that the file gives, in any order, with any timing"
            : "any number of tasks and runs, in any order, with any timing";
    List<String> lines =
        new ArrayList<>(
            Paragraph.lines(
                "  covers    ",
                "%s: %s, with every close that they can come to, ask for %s in %s, and no circle is among these"
                    .formatted(
                        covers,
                        counted(order.programs(), "list of steps", "lists of steps"),
                        counted(order.graph().nodes().size(), "thing", "things"),
                        counted(order.graph().edges().size(), "order", "orders"))));
    lines.addAll(
        Paragraph.lines(
            "  assumes   ",
            "the steps as they are written; that each computation, io, timer, retry and reply of another machine ends; that no task is killed and no fault holds one up forever; a stack without bound"
                + (order.atomic() ? "; that nobody sleeps where no step may" : "")));
    return lines;
  }

  private static void unknown(List<String> lines, Order order) {
    order.unknown().forEach(what -> lines.addAll(Paragraph.lines("  unknown   ", what)));
  }

  private void cycles(List<String> lines, OrderOutcome outcome) {
    List<Cycle> cycles = outcome.order().cycles();
    cycles.stream().limit(MOST_CYCLES).forEach(cycle -> cycle(lines, cycle, outcome.sought()));
    if (cycles.size() > MOST_CYCLES) {
      lines.add("  ... %d more cycles ...".formatted(cycles.size() - MOST_CYCLES));
    }
  }

  /** Whether a hang was found, and the command that shows it or searches on. */
  private static void search(
      List<String> lines, Scenario scenario, OrderOutcome outcome, List<String> policies) {
    if (outcome.order().answer() == Order.Answer.PROVED) {
      return;
    }
    String explore =
        "  ./fputlab explore %s --close %s"
            .formatted(Replay.quoted(scenario.file()), String.join(",", policies));
    if (outcome.sought().isPresent() && outcome.sought().get().hang().isPresent()) {
      CyclesSought sought = outcome.sought().get();
      lines.addAll(
          Paragraph.lines(
              "  found     ",
              "schedule %d hangs: %s; to see it:"
                  .formatted(sought.hang().getAsLong(), sought.why())));
    } else {
      lines.addAll(
          Paragraph.lines(
              "  open      ",
              outcome
                      .sought()
                      .map(sought -> "no hang was found in " + schedules(sought) + "; ")
                      .orElse("")
                  + "whether one ever comes about is not known; to search for it:"));
    }
    lines.add(explore);
  }

  private void cycle(List<String> lines, Cycle cycle, Optional<CyclesSought> sought) {
    lines.add("  " + style.strong("cycle " + cycle));
    sought.ifPresent(search -> lines.add("    " + hasComeAbout(cycle, search)));
    cycle.edges().forEach(edge -> lines.addAll(Paragraph.lines("    ", told(edge))));
    lines.add("");
    LockdepText.plain("as lockdep would print it, of the steps")
        .report(cycle)
        .forEach(line -> lines.add(line.isEmpty() ? "" : "      " + line));
    lines.add("");
  }

  private static String hasComeAbout(Cycle cycle, CyclesSought sought) {
    Long number = sought.cycles().get(cycle);
    return number == null
        ? "not found in " + schedules(sought)
        : "found: schedule " + number + " of explore hangs so";
  }

  private static String schedules(CyclesSought sought) {
    return counted(sought.schedules(), "schedule", "schedules");
  }

  private static String counted(long count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }

  /** One edge in a sentence: who asks for what, and why the other waits for that. */
  static String told(Edge edge) {
    String who = edge.evidence().who();
    String why = edge.evidence().source();
    if (who.isEmpty()) {
      return "%s waits for %s: %s".formatted(edge.from(), edge.to(), why);
    }
    return why.isEmpty()
        ? "%s holds %s and asks for %s".formatted(who, edge.from(), edge.to())
        : "%s asks for %s, and %s waits for %s: %s"
            .formatted(who, edge.to(), edge.from(), who, why);
  }

  private static void alone(List<String> lines, Order order) {
    for (Order.Alone alone : order.alone()) {
      lines.addAll(
          Paragraph.lines(
              "  alone     ",
              "%s waits for %s, and it is not sure that somebody is left to bring it"
                  .formatted(alone.who(), alone.node())));
      lines.addAll(Paragraph.lines("            in ", String.join(", called from ", alone.at())));
    }
  }
}

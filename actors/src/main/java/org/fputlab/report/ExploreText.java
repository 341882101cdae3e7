package org.fputlab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fputlab.engine.Figures;
import org.fputlab.engine.sim.Timing;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Explored;
import org.fputlab.explore.Setting;

/** What {@code explore} prints: a row for each policy, and how it hangs where it can. */
public final class ExploreText {

  private final Style style;

  public ExploreText(Style style) {
    this.style = style;
  }

  /** What is about to be explored. */
  public List<String> header(Setting setting, Exploration.Order order) {
    List<String> lines = new ArrayList<>();
    Paragraph.lines("", setting.scenario().title()).forEach(line -> lines.add(style.strong(line)));
    lines.add("  scenario  " + setting.scenario().file());
    terms(setting, order).forEach((term, text) -> lines.add("  %-8s  %s".formatted(term, text)));
    lines.add("");
    return lines;
  }

  /** What is looked at, in which bounds, and how. */
  static Map<String, String> terms(Setting setting, Exploration.Order order) {
    Map<String, String> terms = new LinkedHashMap<>();
    terms.put("timing", meaning(setting.timing()));
    terms.put(
        "bounds",
        "%d runs of each task, %d calls of each client"
            .formatted(setting.limits().each(), setting.limits().each()));
    terms.put(
        "search",
        "at most %s schedules of %s, seed %d"
            .formatted(Figures.count(order.most()), order.word(), order.seed()));
    return terms;
  }

  private static String meaning(Timing timing) {
    return timing == Timing.ANY
        ? "any: no step is bound to the time that it takes"
        : "drawn: durations are drawn anew for each schedule";
  }

  /** What came of it. */
  public List<String> body(List<ExploreOutcome> outcomes, Exploration.Order order) {
    List<String> lines = new ArrayList<>(table(outcomes));
    lines.add("");
    Optional<ExploreOutcome> shown =
        outcomes.stream().filter(outcome -> outcome.explored().found().isPresent()).findFirst();
    shown.ifPresent(outcome -> lines.addAll(found(outcome)));
    lines.addAll(worth(outcomes));
    lines.addAll(ending(outcomes, order));
    return lines;
  }

  private static List<String> table(List<ExploreOutcome> outcomes) {
    Table table =
        new Table()
            .column(Table.Side.LEFT, 0)
            .column(Table.Side.LEFT, 2)
            .column(Table.Side.RIGHT, 2)
            .column(Table.Side.RIGHT, 2)
            .column(Table.Side.LEFT, 2)
            .column(Table.Side.LEFT, 2);
    table.row("close", "result", "schedules", "/s", "by", "");
    for (ExploreOutcome outcome : outcomes) {
      Explored explored = outcome.explored();
      table.row(
          explored.setting().close().word(),
          words(explored.result()),
          Figures.count(explored.schedules()),
          Figures.count(Math.round(outcome.perSecond())),
          explored.strategy(),
          what(outcome));
    }
    return table.lines();
  }

  static String words(Explored.Result result) {
    return result.word().replace('_', ' ');
  }

  private static String what(ExploreOutcome outcome) {
    String expected = outcome.isAsExpected() ? "" : ", not expected";
    return outcome.explored().found().isPresent()
        ? outcome.kind().replace('_', ' ') + expected
        : outcome.explored().why();
  }

  /** How a policy can hang. */
  public List<String> found(ExploreOutcome outcome) {
    Explored.Shown found = outcome.explored().found().orElseThrow();
    List<String> lines = new ArrayList<>();
    lines.add(
        style.strong(
            "under %s it can happen, like this"
                .formatted(found.schedule().setting().close().word())));
    lines.addAll(new ScheduleText(style).story(found));
    return lines;
  }

  /** What it is worth that nothing was found. */
  private static List<String> worth(List<ExploreOutcome> outcomes) {
    List<String> lines = new ArrayList<>();
    for (ExploreOutcome outcome : outcomes) {
      Explored explored = outcome.explored();
      if (explored.result() == Explored.Result.NOT_FOUND
          || explored.result() == Explored.Result.PROVED_WITHIN_BOUNDS) {
        lines.addAll(
            Paragraph.lines("", explored.setting().close().word() + ": " + known(explored)));
      }
    }
    return lines;
  }

  /** What is known, in few words. */
  static String headline(Explored explored) {
    return switch (explored.result()) {
      case FOUND, GAVE_UP -> known(explored);
      case NOT_FOUND ->
          "No hang was found in %s. That is no proof"
              .formatted(many(explored.schedules(), "order of events", "orders of events"));
      case PROVED_WITHIN_BOUNDS ->
          "Proved: nobody hangs in any order of events within the bounds below";
    };
  }

  /** What is known, in one sentence. */
  static String known(Explored explored) {
    return switch (explored.result()) {
      case FOUND -> explored.found().map(found -> found.ending().why()).orElse("");
      case NOT_FOUND -> worth(explored);
      case PROVED_WITHIN_BOUNDS -> proved(explored);
      case GAVE_UP -> "gave up: " + explored.why();
    };
  }

  private static String proved(Explored explored) {
    long runs = explored.setting().limits().each();
    return ("proved within bounds: whatever the order of events and whatever time they take, with"
            + " at most %s of each task and %s of each client, nobody hangs. Tried: %s of"
            + " orders, in %s")
        .formatted(
            many(runs, "run", "runs"),
            many(runs, "call", "calls"),
            many(explored.classes().orElseThrow(), "class", "classes"),
            many(explored.schedules(), "schedule", "schedules"));
  }

  private static String many(long number, String one, String more) {
    return Figures.count(number) + " " + (number == 1 ? one : more);
  }

  private static String worth(Explored explored) {
    String tried = Figures.count(explored.schedules());
    if (explored.bound() == 0) {
      return "not found in %s. That is no proof"
          .formatted(many(explored.schedules(), "schedule", "schedules"));
    }
    return String.format(
        Locale.ROOT,
        "not found in %s schedules of pct. A hang that needs %d orders of two events, in as many"
            + " turns as the first schedule took, is found by each other with probability"
            + " 1/(%d actors x %d turns^%d) = %.2g at least, by all with %.2g",
        tried,
        Explored.boundDepth(),
        explored.plan().actors(),
        explored.plan().turns(),
        Explored.boundDepth() - 1,
        explored.bound(),
        explored.boundOfAll());
  }

  /** How to see it again. */
  public List<String> ending(List<ExploreOutcome> outcomes, Exploration.Order order) {
    List<String> lines = new ArrayList<>();
    for (ExploreOutcome outcome : outcomes) {
      if (outcome.explored().found().isPresent()) {
        lines.add("replay with");
        lines.add(command(outcome, order));
      }
    }
    return lines;
  }

  static String command(ExploreOutcome outcome, Exploration.Order order) {
    if (!outcome.savedIn().isEmpty()) {
      return Replay.schedule(outcome.savedIn());
    }
    Setting setting = outcome.explored().setting();
    return "./fputlab explore %s --close %s%s%s%s -n %d --seed %d%s"
        .formatted(
            Replay.quoted(setting.scenario().file()),
            setting.close().word(),
            setting.timing() == Timing.ANY ? "" : " --timing drawn",
            setting.limits().each() == Setting.RUNS ? "" : " --runs " + setting.limits().each(),
            order.exhaustive() ? " --exhaustive" : " --strategy " + order.mix().word(),
            outcome.explored().schedules(),
            order.seed(),
            outcome.explored().found().isPresent() ? " --save failing.schedule" : "");
  }
}

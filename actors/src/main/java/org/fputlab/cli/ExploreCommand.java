package org.fputlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.fputlab.cluster.SavedSearches;
import org.fputlab.engine.sim.Timing;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Explored;
import org.fputlab.explore.Mix;
import org.fputlab.explore.ScheduleFile;
import org.fputlab.explore.ScheduleRunner;
import org.fputlab.explore.Setting;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.report.ExploreJson;
import org.fputlab.report.ExploreOutcome;
import org.fputlab.report.ExploreText;
import org.fputlab.report.JsonFile;
import org.fputlab.report.Outcome;
import org.fputlab.report.ReportHtml;
import org.fputlab.report.WholeFile;
import org.fputlab.scenario.Scenario;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fputlab explore}: other orders of a scenario's events, until one hangs. */
@Command(
    name = "explore",
    description = {
      "Tries other orders of a scenario's events until one hangs.",
      "A run shows one order of events. This shows whether another one hangs, and how."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:as the file expects; or it expects nothing, and nothing was found",
      "1:the file expects a deadlock, and none was found",
      "2:a bad scenario or option; nothing was run",
      "3:something was found that the file does not expect",
      "4:gave up: schedules without end, or not all orders could be tried",
      "70:fputlab itself failed",
      "74:the report or the schedule could not be written",
      "130:ended by Ctrl-C, or 143 by SIGTERM; the report so far was printed"
    },
    footer = {
      "",
      "Examples:",
      "  fputlab explore drivers/release-wants-the-ioctls-mutex",
      "  fputlab explore mine.conf --close sync --save mine.schedule"
    })
final class ExploreCommand implements Callable<Integer> {

  private static final long DEFAULT_MOST = 10_000;
  private static final long DEFAULT_MOST_OF_ALL = 1_000_000;
  private static final long DEFAULT_LIMIT = 60_000_000_000L;

  private final Laboratory laboratory;
  private final Interruption interruption;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Mixin private final RunArguments arguments = new RunArguments();

  @Option(
      names = "--close",
      paramLabel = "POLICY",
      split = ",",
      converter = Words.Policy.class,
      description = "Only these policies, as in deferred,sync. Default: all.")
  private List<ClosePolicy> close = Arrays.asList(ClosePolicy.values());

  @Option(
      names = "-n",
      paramLabel = "N",
      description =
          "The most schedules to try for each policy. Default: 10000, or a million with "
              + "--exhaustive.")
  private @Nullable Long most;

  @Option(
      names = "--exhaustive",
      description =
          "Try all orders of events, except those that differ only in the order of "
              + "independent events. Finds what can hang, or proves within the bounds that "
              + "nothing can.")
  private boolean exhaustive;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      converter = Words.Strategy.class,
      description =
          "How schedules are chosen: mixed, random, pct, pos or directed. Default: mixed.")
  private Mix mix = Mix.MIXED;

  @Option(
      names = "--timing",
      paramLabel = "HOW",
      converter = Words.HowTimed.class,
      description =
          "any (the default): a step may take any time. drawn: timers keep their order, and "
              + "durations are drawn anew for each schedule.")
  private Timing timing = Timing.ANY;

  @Option(
      names = "--runs",
      paramLabel = "R",
      description = "How often each task runs and each client calls. Default: 2.")
  private long runs = Setting.RUNS;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = {
        "How many schedules to run at a time. Default: one for each processor.",
        "The result does not depend on it."
      })
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      converter = Words.Duration.class,
      description = "The most real time to spend on each policy. Default: 60s.")
  private long limit = DEFAULT_LIMIT;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description =
          "Save the schedule that hangs, for fputlab replay. With several policies, each "
              + "file name has the policy's name added.")
  private @Nullable Path save;

  @Mixin private final ClusterArguments cluster = new ClusterArguments();

  ExploreCommand(Laboratory laboratory, Interruption interruption) {
    this.laboratory = laboratory;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws Exception {
    check("--runs", runs);
    check("-n", most());
    checkExhaustive();
    check("--jobs", jobs);
    cluster.check();
    Scenario scenario = arguments.scenario(laboratory);
    arguments.applyLog(LogbackLevels.of(scenario));
    try (JsonFile json = arguments.openJson();
        WholeFile html = arguments.openHtml()) {
      return explore(scenario, json, html);
    }
  }

  private long most() {
    return most != null ? most : exhaustive ? DEFAULT_MOST_OF_ALL : DEFAULT_MOST;
  }

  private void checkExhaustive() {
    if (exhaustive && timing != Timing.ANY) {
      throw new ParameterException(
          command.commandLine(), "--exhaustive = true: goes with --timing any alone");
    }
    if (exhaustive && cluster.isWanted()) {
      throw new ParameterException(
          command.commandLine(),
          "--exhaustive = true: goes without --cluster: which order comes next depends on those"
              + " before");
    }
    if (exhaustive && command.commandLine().getParseResult().hasMatchedOption("--strategy")) {
      throw new ParameterException(
          command.commandLine(), "--exhaustive = true: tries all orders, and takes no --strategy");
    }
  }

  private void check(String option, long value) {
    if (value < 1) {
      throw new ParameterException(
          command.commandLine(), "%s = %d: is below 1".formatted(option, value));
    }
  }

  private int explore(Scenario scenario, @Nullable JsonFile json, @Nullable WholeFile html)
      throws IOException, InterruptedException, NoCluster {
    PrintWriter out = command.commandLine().getOut();
    ExploreText text = new ExploreText(Terminal.style());
    Exploration.Order order =
        new Exploration.Order(mix, arguments.seedOr(scenario.seed()), most(), exhaustive);
    if (!arguments.isQuiet()) {
      Desk.print(out, text.header(setting(scenario, close.get(0)), order));
    }
    List<ExploreOutcome> outcomes = outcomes(scenario, order);
    Desk.print(
        out, arguments.isQuiet() ? text.ending(outcomes, order) : text.body(outcomes, order));
    if (json != null) {
      json.write(ExploreJson.of(outcomes, order));
    }
    if (html != null) {
      try (ScheduleRunner runner = new ScheduleRunner()) {
        html.write(ReportHtml.explore(outcomes, order, runner));
      }
    }
    return interruption.hasHappened() ? Outcome.INTERRUPTED : ExploreOutcome.exitCode(outcomes);
  }

  private Setting setting(Scenario scenario, ClosePolicy policy) {
    return new Setting(scenario, policy, timing, new RunLimits(runs, java.util.Map.of()));
  }

  private List<ExploreOutcome> outcomes(Scenario scenario, Exploration.Order order)
      throws IOException, InterruptedException, NoCluster {
    LoggerFactory.getILoggerFactory(); // which would complain if several threads were the first
    interruption.stopsRunBy(() -> {}); // whom the searches ask themselves
    List<ExploreOutcome> outcomes = new ArrayList<>();
    ExploreProgress progress =
        new ExploreProgress(
            command.commandLine().getErr(),
            Terminal.drawsProgress() && !arguments.isQuiet(),
            System::nanoTime,
            order);
    try (Others others =
            cluster.open(
                jobs,
                progress,
                List.of(new SavedSearches.Sought(setting(scenario, close.get(0)), order)));
        Exploration exploration = others.exploration(jobs, interruption::hasHappened)) {
      others.await(interruption::hasHappened);
      for (ClosePolicy policy : close.stream().distinct().toList()) {
        long begun = System.nanoTime();
        progress.begin();
        Explored explored =
            exploration.explore(
                setting(scenario, policy),
                order,
                () -> System.nanoTime() - begun > limit,
                progress);
        long took = System.nanoTime() - begun;
        outcomes.add(new ExploreOutcome(explored, took, others.jobs(jobs), saved(explored)));
        if (interruption.hasHappened()) {
          break;
        }
      }
    } finally {
      progress.erase();
    }
    return outcomes;
  }

  /** Saves what was found; returns where, or "". */
  private String saved(Explored explored) throws IOException {
    if (save == null || explored.found().isEmpty()) {
      return "";
    }
    boolean several = close.stream().distinct().count() > 1;
    String name = save + (several ? "." + explored.setting().close().word() : "");
    try (WholeFile file = WholeFile.open(Path.of(name))) {
      file.write(ScheduleFile.text(explored.found().get().schedule()));
    }
    return name;
  }
}

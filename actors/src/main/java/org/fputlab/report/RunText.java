package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Figures;
import org.fputlab.fault.FaultSpec;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.RunSeries;
import org.fputlab.watch.Backlog;
import org.fputlab.watch.Verdict;

/**
 * What {@code run} prints: a header before the run; after it events, findings, a summary, the
 * command that replays it, and the verdict.
 */
public final class RunText {

  private static final int FAULTS_SHOWN = 6;

  private final Style style;
  private final Blocks blocks;
  private final Timeline timeline;

  public RunText(Style style) {
    this(style, Blocks.NONE);
  }

  /** With the backlog's course drawn, if the output can show it. */
  public RunText(Style style, Blocks blocks) {
    this.style = style;
    this.blocks = blocks;
    timeline = new Timeline(style);
  }

  /** What is about to be run. */
  public List<String> header(Scenario scenario, RunOptions options) {
    List<String> lines = new ArrayList<>();
    Paragraph.lines("", scenario.title()).forEach(line -> lines.add(style.strong(line)));
    lines.add("  scenario  " + scenario.file());
    lines.add("  close     " + options.close().word() + ": " + meaning(options.close()));
    lines.add("  duration  " + Figures.exactDuration(options.duration()) + " of simulated time");
    lines.addAll(machine(scenario, options));
    return lines;
  }

  /**
   * What is about to be run live.
   *
   * @param speed seconds of the run in a second of real time
   * @param page where it can be watched
   * @param deaf the number of this process where Ctrl-C does nothing to it
   */
  public List<String> liveHeader(
      Scenario scenario,
      RunOptions options,
      double speed,
      String page,
      List<String> elsewhere,
      OptionalLong deaf) {
    List<String> lines = new ArrayList<>();
    Paragraph.lines("", scenario.title()).forEach(line -> lines.add(style.strong(line)));
    lines.add("  scenario  " + scenario.file());
    lines.add("  close     " + options.close().word() + ": " + meaning(options.close()));
    lines.add(
        "  duration  %s at %s times real time%s"
            .formatted(
                Figures.exactDuration(options.duration()),
                Figures.factor(speed),
                deaf.isPresent() ? "" : "; Ctrl-C ends it with its report"));
    deaf.ifPresent(
        process ->
            lines.add(
                "  end       kill -TERM %d, or POST /stop: SIGINT is ignored here, as of a job in the"
                        .formatted(process)
                    + " background"));
    lines.addAll(machine(scenario, options));
    elsewhere.forEach(server -> lines.add(lines.size() - 1, "  elsewhere " + server));
    lines.add(lines.size() - 1, "  page      " + page);
    return lines;
  }

  private static List<String> machine(Scenario scenario, RunOptions options) {
    List<String> lines = new ArrayList<>();
    lines.add("  machine   " + scenario.kernel().cpus() + " cpus, seed " + options.seed());
    lines.addAll(faults(scenario.faults()));
    lines.add("");
    return lines;
  }

  /** What came of it. */
  public List<String> body(RunResult result, RunOptions options) {
    List<String> lines = new ArrayList<>();
    section(lines, "events", timeline.events(result.events()));
    section(lines, "findings", timeline.findings(result.findings()));
    section(lines, "summary", summary(result));
    List<String> notes = LiveText.notes(result);
    if (!notes.isEmpty()) {
      lines.addAll(notes);
      lines.add("");
    }
    lines.addAll(ending(result, options));
    lines.addAll(OtherOrders.hints(List.of(result)));
    return lines;
  }

  /** The verdict and the replay command; the command last where somebody has to look into it. */
  public List<String> ending(RunResult result, RunOptions options) {
    Outcome outcome = Outcome.of(result);
    List<String> lines = new ArrayList<>();
    if (result.interrupted()) {
      lines.add(interruption(result, options));
    }
    List<String> replay =
        LiveText.isReplayable(result)
            ? List.of("replay with", Replay.command(result, options))
            : List.of(LiveText.notRecorded(result));
    String verdict = verdict(outcome, Outcome.meaning(result));
    if (outcome.exitCode() == Outcome.AS_EXPECTED) {
      lines.addAll(replay);
      lines.add(verdict);
    } else {
      lines.add(verdict);
      lines.addAll(replay);
    }
    return lines;
  }

  private static String interruption(RunResult result, RunOptions options) {
    String what =
        result.live().isPresent()
            ? LiveText.ended(result.live().get())
            : "interrupted at %s of %s simulated";
    return (what + ": this is the report so far")
        .formatted(Figures.duration(result.simulated()), Figures.exactDuration(options.duration()));
  }

  private String verdict(Outcome outcome, String meaning) {
    return "verdict: " + coloured(outcome) + ": " + meaning;
  }

  private String coloured(Outcome outcome) {
    if (outcome.exitCode() != Outcome.AS_EXPECTED) {
      return style.bad(outcome.text());
    }
    return outcome.verdict() == Verdict.OK
        ? style.good(outcome.text())
        : style.doubtful(outcome.text());
  }

  private void section(List<String> lines, String heading, List<String> content) {
    if (!content.isEmpty()) {
      lines.add(style.strong(heading));
      lines.addAll(content);
      lines.add("");
    }
  }

  private static List<String> faults(List<FaultSpec> faults) {
    List<String> lines = new ArrayList<>();
    for (FaultSpec fault : faults) {
      lines.add((lines.isEmpty() ? "  faults    " : "            ") + text(fault));
    }
    return Paragraph.cut(lines, FAULTS_SHOWN, 1, "            ", "faults");
  }

  private static String text(FaultSpec fault) {
    String until =
        fault.duration().isPresent()
            ? " for " + Figures.exactDuration(fault.duration().getAsLong())
            : "";
    return "%s on %s at %s%s"
        .formatted(fault.kind(), fault.on(), Figures.exactDuration(fault.at()), until);
  }

  private List<String> summary(RunResult result) {
    List<String> lines = new ArrayList<>(counts(result).lines());
    lines.add("");
    lines.addAll(times(result).lines());
    lines.addAll(UnfinishedText.lines(result));
    return lines;
  }

  private Table counts(RunResult result) {
    Table table = threeColumns();
    table.row("files opened", Figures.count(result.opened()), rate(result.opened(), result));
    table.row("files closed", Figures.count(result.closed()), rate(result.closed(), result));
    table.row("pending at the end", Figures.count(result.pending()), backlog(result.backlog()));
    return table;
  }

  private static Table threeColumns() {
    return new Table()
        .column(Table.Side.LEFT, 2)
        .column(Table.Side.RIGHT, 2)
        .column(Table.Side.LEFT, 2);
  }

  private static String rate(long count, RunResult result) {
    return Figures.shortCount(Figures.perSecond(count, result.simulated())) + "/s";
  }

  private String backlog(Backlog.Drift drift) {
    String drawn = blocks.of(drift.course(), drift.peak());
    return drawn.isEmpty() ? growth(drift) : growth(drift) + "  " + drawn;
  }

  private static String growth(Backlog.Drift drift) {
    if (!Double.isFinite(drift.perSecond())) {
      return "too few samples for its growth";
    }
    String mean = Figures.growth(drift.perSecond()) + "/s";
    return "%s (99%% interval %s to %s)"
        .formatted(mean, Figures.growth(drift.low()), Figures.growth(drift.high()));
  }

  private static Table times(RunResult result) {
    Table table =
        new Table()
            .column(Table.Side.LEFT, 2)
            .column(Table.Side.RIGHT, 2)
            .column(Table.Side.LEFT, 2);
    for (int i = 0; i < 4; i++) {
      table.column(Table.Side.RIGHT, 2);
    }
    RunSeries inOrder = result.inOrder();
    boolean steady = result.isSteady();
    table.row("", "mean", "95% interval", "p50", "p99", "max", "count");
    table.row(row("closer's wait", MeanText.of(inOrder.closerWait(), steady), result.closerWait()));
    table.row(row("close lag", MeanText.of(inOrder.closeLag(), steady), result.closeLag()));
    table.row(row("RPC latency", MeanText.of(inOrder.rpcLatency(), steady), result.rpcLatency()));
    return table;
  }

  private static List<String> row(String name, MeanText mean, Histogram times) {
    if (times.getTotalCount() == 0) {
      return List.of(
          name, mean.mean(), mean.interval(), Figures.NONE, Figures.NONE, Figures.NONE, "0");
    }
    return List.of(
        name,
        mean.mean(),
        mean.interval(),
        Figures.duration(times.getValueAtPercentile(50)),
        Figures.duration(times.getValueAtPercentile(99)),
        Figures.duration(times.getMaxValue()),
        Figures.count(times.getTotalCount()));
  }

  /** What a policy does, in the fewest words. */
  static String meaning(ClosePolicy policy) {
    return switch (policy) {
      case DEFERRED -> "kernel threads hand a close to delayed_fput, user tasks to task_work";
      case SYNC -> "every close is finished in its caller";
      case FPUT_NOW -> "every close is finished in its caller, a final mntput in a worker";
      case NFSD_SYNC -> "nfsd finishes its file cache's closes itself, all others are deferred";
      case NFSD_TASK_WORK -> "nfsd threads finish closes between requests, all others are deferred";
    };
  }
}

package org.fputlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fputlab.model.ClosePolicy;
import org.fputlab.report.JsonFile;
import org.fputlab.report.Outcome;
import org.fputlab.report.RunJson;
import org.fputlab.report.RunText;
import org.fputlab.scenario.LiveRunner;
import org.fputlab.scenario.LiveSession;
import org.fputlab.scenario.RunOptions;
import org.fputlab.scenario.RunResult;
import org.fputlab.scenario.Scenario;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fputlab live}: one scenario on the wall clock. */
@Command(
    name = "live",
    description = "Runs one scenario on the wall clock, to watch and to break while it runs.",
    footer = {
      "",
      "Example:",
      "  fputlab live afs/silly-remove-server-hangs --close sync --record run.rec"
    })
final class LiveCommand implements Callable<Integer> {

  private static final long HOUR = 3_600_000_000_000L;

  private final Laboratory laboratory;
  private final Interruption interruption;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Mixin private final RunArguments arguments = new RunArguments();

  @Option(
      names = "--close",
      paramLabel = "POLICY",
      converter = Words.Policy.class,
      description =
          "What a final fput() does: deferred, sync, fput-now, nfsd-sync or nfsd-task-work;"
              + " the file's own by default.")
  private @Nullable ClosePolicy close;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "1",
      converter = Words.Speed.class,
      description = "Seconds of the run that pass in a second of real time; ${DEFAULT-VALUE}.")
  private double speed;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Save every turn to this file, for fputlab replay.")
  private @Nullable Path record;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      converter = LogFormat.Word.class,
      description = "How the log is written on stderr: text, or json for one object a line.")
  private LogFormat logFormat = LogFormat.TEXT;

  LiveCommand(Laboratory laboratory, Interruption interruption) {
    this.laboratory = laboratory;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws Exception {
    Scenario scenario = arguments.scenario(laboratory);
    ClosePolicy policy = close == null ? scenario.kernel().close() : close;
    RunOptions options =
        new RunOptions(policy, arguments.seedOr(scenario.seed()), arguments.durationOr(HOUR));
    arguments.applyLog(LogbackLevels.ofLive(scenario));
    try (JsonFile json = arguments.openJson();
        LiveRunner runner = new LiveRunner()) {
      LiveRunner.Way way = new LiveRunner.Way(speed, Optional.ofNullable(record));
      return run(runner, scenario, options, way, json);
    }
  }

  private int run(
      LiveRunner runner,
      Scenario scenario,
      RunOptions options,
      LiveRunner.Way way,
      @Nullable JsonFile json)
      throws IOException, InterruptedException {
    PrintWriter out = command.commandLine().getOut();
    RunText text = new RunText(Terminal.style());
    Desk.print(out, text.header(scenario, options));
    try (LiveLog log = LiveLog.open(looks(), command.commandLine().getErr(), System::nanoTime);
        LiveSession session = runner.start(scenario, options, way, new LiveNews())) {
      interruption.stopsRunBy(session::stop);
      RunResult result = session.await();
      log.finish();
      Desk.print(out, text.body(result, options));
      if (json != null) {
        json.write(RunJson.of(result, options));
      }
      return Outcome.of(result).exitCode();
    }
  }

  private LiveLog.Looks looks() {
    return new LiveLog.Looks(logFormat, Terminal.logStyle(), Terminal.logLinesPerSecond());
  }
}

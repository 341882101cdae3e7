package org.fputlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fputlab.engine.RecordingReader;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Explored;
import org.fputlab.explore.Schedule;
import org.fputlab.explore.ScheduleFile;
import org.fputlab.explore.ScheduleRunner;
import org.fputlab.report.Outcome;
import org.fputlab.report.Replay;
import org.fputlab.report.ReportHtml;
import org.fputlab.report.RunText;
import org.fputlab.report.ScheduleText;
import org.fputlab.report.WholeFile;
import org.fputlab.scenario.running.CourseListener;
import org.fputlab.scenario.running.Recording;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fputlab replay}: a recorded live run or a saved schedule once more, in simulation. */
@Command(
    name = "replay",
    description = "Repeats a recorded live run or a saved schedule, turn by turn.",
    footer = {
      "",
      "Examples:",
      "  fputlab replay run.rec",
      "  fputlab replay failing.schedule --html failing.html"
    })
final class ReplayCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(
      paramLabel = "FILE",
      description = "A file written by live --record or explore --save.")
  private Path file = Path.of("");

  @Option(names = "--html", paramLabel = "FILE", description = HtmlOut.DESCRIPTION)
  private @Nullable Path html;

  @Mixin private final TraceOut trace = new TraceOut();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = command.commandLine().getOut();
    try (WholeFile page = HtmlOut.open(html, command)) {
      return ScheduleFile.isOne(file) ? schedule(out, page) : recording(out, page);
    }
  }

  private int recording(PrintWriter out, @Nullable WholeFile page) throws IOException {
    RunText text = new RunText(Terminal.style(), Terminal.blocks());
    try (Recording recording = opened();
        TraceOut.Trace traced = trace.open(recording.options().duration());
        Runner runner = new Runner()) {
      Desk.print(out, text.header(recording.scenario(), recording.options()));
      CourseListener course = new CourseListener(recording.options().duration());
      RunListener picture = page == null ? RunListener.NONE : course;
      RunResult result = runner.replay(recording, RunListener.all(picture, traced.listener()));
      Desk.print(out, text.body(result, recording.options()));
      if (page != null) {
        page.write(ReportHtml.run("replay", result, recording.options(), course.course()));
      }
      Desk.print(out, traced.finish(result, Replay.command(result, recording.options())));
      return Outcome.of(result).exitCode();
    } catch (RecordingReader.Mismatch mismatch) {
      throw refused("is not replayed by this version of fputlab: " + mismatch.getMessage());
    }
  }

  private int schedule(PrintWriter out, @Nullable WholeFile page) throws IOException {
    try (ScheduleRunner runner = new ScheduleRunner();
        TraceOut.Trace traced = trace.openOfOrder()) {
      Schedule schedule = ScheduleFile.read(file);
      Explored.Shown shown = Exploration.shown(runner, schedule, traced.listener());
      ScheduleText text = new ScheduleText(Terminal.style());
      Desk.print(out, text.header(schedule));
      Desk.print(out, text.body(shown));
      if (page != null) {
        page.write(ReportHtml.schedule(shown, runner.tables(), file.toString()));
      }
      Desk.print(out, traced.finish(shown, Replay.schedule(file.toString())));
      return ScheduleText.exitCode(shown);
    } catch (ScheduleFile.Unreadable unreadable) {
      throw refused(String.valueOf(unreadable.getMessage()));
    } catch (Schedule.Mismatch mismatch) {
      throw refused("is not replayed by this version of fputlab: " + mismatch.getMessage());
    }
  }

  private Recording opened() {
    try {
      return Recording.open(file);
    } catch (Recording.Unreadable unreadable) {
      throw refused(String.valueOf(unreadable.getMessage()));
    }
  }

  private ParameterException refused(String why) {
    return new ParameterException(command.commandLine(), file + ": " + why);
  }
}

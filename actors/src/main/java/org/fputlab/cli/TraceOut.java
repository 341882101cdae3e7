package org.fputlab.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fputlab.engine.Figures;
import org.fputlab.explore.Explored;
import org.fputlab.report.WholeFile;
import org.fputlab.report.trace.TraceRecorder;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --trace FILE}, and the file behind it. */
final class TraceOut {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Also write the run as a trace that ui.perfetto.dev opens (docs/trace.md).")
  private @Nullable Path path;

  /** The trace of one run, or of none where none is wanted. */
  static final class Trace implements AutoCloseable {

    private final @Nullable Path path;
    private final @Nullable WholeFile file;
    private final @Nullable TraceRecorder recorder;

    private Trace(@Nullable Path path, @Nullable WholeFile file, @Nullable TraceRecorder recorder) {
      this.path = path;
      this.file = file;
      this.recorder = recorder;
    }

    RunListener listener() {
      return recorder == null ? RunListener.NONE : recorder;
    }

    /** Makes a whole file of it; returns what to say of it. */
    List<String> finish(RunResult result, String replay) throws IOException {
      return finish(result.scenario(), result.verdict().word(), replay);
    }

    /** The same of a schedule. */
    List<String> finish(Explored.Shown shown, String replay) throws IOException {
      if (recorder != null) {
        recorder.ended(shown.ending().findings());
      }
      String verdict = shown.ending().kind().word();
      return finish(shown.schedule().setting().scenario(), verdict, replay);
    }

    private List<String> finish(Scenario scenario, String verdict, String replay)
        throws IOException {
      if (recorder == null || file == null) {
        return List.of();
      }
      Map<String, String> said = new LinkedHashMap<>();
      said.put("scenario", scenario.title());
      said.put("verdict", verdict);
      said.put("replay", replay);
      String left = recorder.finish(said);
      file.finish();
      String size = Figures.bytes(recorder.written());
      return List.of("", "trace %s: %s; left out: %s".formatted(path, size, left));
    }

    @Override
    public void close() throws IOException {
      if (file != null) {
        file.close();
      }
    }
  }

  /**
   * Makes sure that the file can be written, if one is wanted.
   *
   * @param duration how long the run is meant to be, in nanoseconds
   */
  Trace open(long duration) {
    return open(to -> new TraceRecorder(to, duration));
  }

  /** The same for an order of events, in which time tells nothing. */
  Trace openOfOrder() {
    return open(TraceRecorder::ofOrder);
  }

  private Trace open(Function<OutputStream, TraceRecorder> recorder) {
    if (path == null) {
      return new Trace(null, null, null);
    }
    try {
      WholeFile file = WholeFile.open(path);
      return new Trace(path, file, recorder.apply(file.stream()));
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(), "--trace %s: %s".formatted(path, e.getMessage()), e);
    }
  }
}

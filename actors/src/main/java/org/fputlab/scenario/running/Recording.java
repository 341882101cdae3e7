package org.fputlab.scenario.running;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import org.fputlab.engine.RecordingReader;
import org.fputlab.engine.RecordingWriter;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;

/**
 * A live run in a file: the scenario as it was read, how it was run, and every turn.
 *
 * @param file the file
 * @param scenario what was run
 * @param options how
 * @param turns what happened, turn by turn
 */
public record Recording(Path file, Scenario scenario, RunOptions options, RecordingReader turns)
    implements AutoCloseable {

  private static final String FORMAT = "fputlab-recording/3";

  /** Why a file cannot be replayed. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
      super(reason);
    }
  }

  /** Begins a recording; what stands in the file is lost. */
  static RecordingWriter begin(Path file, Scenario scenario, RunOptions options)
      throws IOException {
    Map<String, Object> heading = new LinkedHashMap<>();
    heading.put("format", FORMAT);
    heading.put("file", scenario.file());
    heading.put("close", options.close().word());
    heading.put("seed", options.seed());
    heading.put("duration", options.duration());
    heading.put(
        "texts",
        scenario.texts().entrySet().stream()
            .map(text -> List.of(text.getKey(), text.getValue()))
            .toList());
    heading.put("elsewhere", scenario.kernel().elsewhere());
    return new RecordingWriter(
        Files.newOutputStream(
            file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING),
        ConfigValueFactory.fromMap(heading).render(ConfigRenderOptions.concise()));
  }

  /** Opens a recording. */
  public static Recording open(Path file) throws Unreadable {
    try {
      return of(file, new RecordingReader(Files.newInputStream(file)));
    } catch (ZipException | EOFException | ConfigException noRecording) {
      throw new Unreadable("is no recording of a live run");
    } catch (NoSuchFileException missing) {
      throw new Unreadable("there is no such file");
    } catch (IOException failed) {
      throw new Unreadable("cannot be read: " + failed.getMessage());
    } catch (ScenarioProblems problems) {
      throw new Unreadable(
          "holds a scenario that this version refuses: " + problems.problems().get(0).text());
    }
  }

  /** What a run came to, so that two of them can be held against one another. */
  static String outcome(RunResult result) {
    return "verdict %s, %d messages, trace %016x"
        .formatted(result.verdict().word(), result.steps(), result.traceHash());
  }

  /** What there is to tell at the end of a replay. */
  LiveEnd end(int changes) {
    Optional<String> brokenOff =
        turns.isCut() ? Optional.of("there is no more in the file") : Optional.empty();
    return new LiveEnd(Optional.empty(), changes, file.toString(), brokenOff);
  }

  /** Refuses a replay that came to anything else than the recorded run. */
  void compare(RunResult replayed) {
    Optional<String> recorded = turns.outcome();
    String again = outcome(replayed);
    if (recorded.isPresent() && !recorded.get().equals(again)) {
      throw new RecordingReader.Mismatch(
          "the recorded run came to %s, its replay to %s".formatted(recorded.get(), again));
    }
  }

  private static Recording of(Path file, RecordingReader turns)
      throws ScenarioProblems, Unreadable, IOException {
    Config heading = ConfigFactory.parseString(turns.heading());
    if (!heading.getString("format").equals(FORMAT)) {
      throw new Unreadable("is a recording of another version: " + heading.getString("format"));
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (List<? extends Object> text : lists(heading)) {
      texts.put(String.valueOf(text.get(0)), String.valueOf(text.get(1)));
    }
    Scenario scenario = ScenarioLoader.again(heading.getString("file"), texts);
    ClosePolicy close = ClosePolicy.of(heading.getString("close"));
    return new Recording(
        file,
        scenario.withElsewhere(Set.copyOf(heading.getStringList("elsewhere"))),
        new RunOptions(close, heading.getLong("seed"), heading.getLong("duration")),
        turns);
  }

  private static List<List<?>> lists(Config heading) {
    return heading.getList("texts").stream()
        .<List<?>>map(pair -> (List<?>) pair.unwrapped())
        .toList();
  }

  @Override
  public void close() throws IOException {
    turns.close();
  }
}

package org.fputlab.scenario.running;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.fputlab.engine.RecordingWriter;
import org.fputlab.engine.live.LiveEngine;
import org.fputlab.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/** Runs scenarios in the live engine, one after another. */
public final class LiveRunner implements AutoCloseable {

  /**
   * How a run is live.
   *
   * @param speed seconds of the run that pass in one of real time
   * @param recording the file to record it in, if any
   * @param elsewhere the way to servers that other programs run
   */
  public record Way(double speed, Optional<Path> recording, Elsewhere elsewhere) {

    /** All servers are the run's own. */
    public Way(double speed, Optional<Path> recording) {
      this(speed, recording, Elsewhere.NOBODY);
    }

    /** The same where other programs run some servers. */
    public Way with(Elsewhere others) {
      return new Way(speed, recording, others);
    }
  }

  private final LiveEngine engine = new LiveEngine();

  /**
   * Starts a run.
   *
   * @throws IOException if the recording cannot be written
   */
  public LiveSession start(Scenario given, RunOptions options, Way way, LiveListener listener)
      throws IOException {
    Scenario scenario = given.withElsewhere(way.elsewhere().servers());
    @Nullable RecordingWriter writer =
        way.recording().isEmpty()
            ? null
            : Recording.begin(way.recording().get(), scenario, options);
    return LiveSession.start(engine, scenario, options, way, writer, listener);
  }

  @Override
  public void close() {
    engine.close();
  }
}

package org.fputlab.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.fputlab.engine.RecordingWriter;
import org.fputlab.engine.live.LiveEngine;
import org.jspecify.annotations.Nullable;

/** Runs scenarios in the live engine, one after another. */
public final class LiveRunner implements AutoCloseable {

  /**
   * How a run is live.
   *
   * @param speed seconds of the run that pass in one of real time
   * @param recording the file to record it in, if any
   */
  public record Way(double speed, Optional<Path> recording) {}

  private final LiveEngine engine = new LiveEngine();

  /**
   * Starts a run.
   *
   * @throws IOException if the recording cannot be written
   */
  public LiveSession start(Scenario scenario, RunOptions options, Way way, LiveListener listener)
      throws IOException {
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

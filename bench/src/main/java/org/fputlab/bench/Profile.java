package org.fputlab.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/** Where the simulated engine's time goes: samples of the thread that runs the full model. */
final class Profile {

  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final int METHODS = 12;

  private final PrintStream out;
  private final CloseQueue model;

  Profile(PrintStream out, CloseQueue model) {
    this.out = out;
    this.model = model;
  }

  /**
   * Prints shares of the samples: by whose code runs, and the methods with the most of their own.
   */
  void run(long closes, int times) {
    model.run(closes, 99);
    List<RecordedEvent> samples = sampled(closes, times);
    Map<String, Integer> layers = new TreeMap<>();
    Map<String, Integer> methods = new TreeMap<>();
    for (RecordedEvent sample : samples) {
      RecordedMethod method = sample.getStackTrace().getFrames().get(0).getMethod();
      layers.merge(layer(sample), 1, Integer::sum);
      methods.merge(simple(method.getType().getName()) + "." + method.getName(), 1, Integer::sum);
    }
    out.printf("%n%s, %,d closes, %,d samples%n", model.name(), closes * times, samples.size());
    table("whose code", layers, Integer.MAX_VALUE, samples.size());
    table("method itself", methods, METHODS, samples.size());
  }

  private List<RecordedEvent> sampled(long closes, int times) {
    try (Recording recording = new Recording()) {
      recording.enable(SAMPLE).withPeriod(PERIOD);
      recording.start();
      for (int i = 1; i <= times; i++) {
        model.run(closes, i);
      }
      recording.stop();
      Path file = Files.createTempFile("fputlab-profile", ".jfr");
      try {
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getStackTrace() != null)
            .filter(event -> event.getEventType().getName().equals(SAMPLE))
            .toList();
      } finally {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  /**
   * The part of fputlab, or Akka, that the innermost frame outside the JDK and Scala belongs to.
   */
  private static String layer(RecordedEvent sample) {
    for (RecordedFrame frame : sample.getStackTrace().getFrames()) {
      String type = frame.getMethod().getType().getName();
      if (type.startsWith("akka.")) {
        return "akka";
      }
      if (type.startsWith("org.fputlab.")) {
        return packageOf(type);
      }
    }
    return "the JDK's own";
  }

  private static String packageOf(String type) {
    String outermost = type.replaceAll("[$/].*", "");
    return outermost.substring("org.".length(), outermost.lastIndexOf('.'));
  }

  private static String simple(String type) {
    String name = type.replaceAll("\\$\\$Lambda.*", "");
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private void table(String what, Map<String, Integer> counts, int most, int samples) {
    out.printf("%n| %s | samples |%n|---|---|%n", what);
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(most)
        .forEach(
            row ->
                out.printf("| `%s` | %.1f%% |%n", row.getKey(), 100.0 * row.getValue() / samples));
  }
}

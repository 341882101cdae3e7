package org.fputlab.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.scenario.running.Runner;

/**
 * The same queue of closes simulated in several ways, in turn, as often as asked: what an event and
 * what a close costs in each, and the ratios.
 */
final class SideBySide {

  private static final double NANOS_IN_SECOND = 1e9;

  /** Theory's mean lag is 10 ms; by so much a run of a million closes may miss it. */
  private static final double TOLERATED = 0.1;

  private static final double THEORY_SECONDS =
      1 / (1 / CloseQueue.MEAN_SERVICE - CloseQueue.ARRIVALS_PER_SECOND);

  private record Timed(CloseQueue.Outcome outcome, double seconds) {}

  private interface Way {
    Timed run(long closes, long seed);
  }

  private final PrintStream out;
  private final String actors;
  private final String full;
  private final Map<String, Way> ways = new LinkedHashMap<>();
  private final Map<String, List<Timed>> measured = new LinkedHashMap<>();

  SideBySide(PrintStream out, SimEngine engine, Runner runner, Path simpy) {
    this.out = out;
    CloseQueue twoActors = new ActorQueue(engine);
    CloseQueue fullModel = new FullModel(runner);
    this.actors = twoActors.name();
    this.full = fullModel.name();
    for (CloseQueue queue : List.of(new BareLoop(), new SsjQueue(), twoActors, fullModel)) {
      ways.put(queue.name(), (closes, seed) -> timed(queue, closes, seed));
    }
    if (hasSimPy(simpy)) {
      ways.put("SimPy", (closes, seed) -> simPy(simpy, closes / 20, seed));
    } else {
      out.println("SimPy is left out: python3 has no module of that name (Debian: python3-simpy)");
    }
  }

  /** Measures and prints a table; returns whether the bars hold. */
  boolean run(long closes, int times) {
    ways.forEach((name, way) -> way.run(Math.max(1, closes / 5), 99));
    for (int i = 0; i < times; i++) {
      for (Map.Entry<String, Way> way : ways.entrySet()) {
        measured
            .computeIfAbsent(way.getKey(), none -> new ArrayList<>())
            .add(way.getValue().run(closes, i + 1));
      }
    }
    out.printf("%n%,d closes each, %d times in turn; median (least to most)%n%n", closes, times);
    out.println("| simulated by | events/s | closes/s | events a close | mean lag, ms |");
    out.println("|---|---|---|---|---|");
    ways.keySet().forEach(this::row);
    return bars();
  }

  private void row(String name) {
    Repeated events = perSecond(name, true);
    Repeated closes = perSecond(name, false);
    out.printf(
        "| %s | %s | %s | %s | %s |%n",
        name,
        events.text(),
        closes.text(),
        Repeated.digits(events.median() / closes.median()),
        Repeated.digits(1000 * meanLag(name)));
  }

  private boolean bars() {
    Repeated ssjEvents = perSecond("SSJ", true);
    Repeated ssjCloses = perSecond("SSJ", false);
    out.println();
    boolean holds =
        bar(
            "messages/s of the actors over events/s of SSJ",
            perSecond(actors, true).over(ssjEvents),
            1);
    holds &=
        bar(
            "closes/s of the full model over a tenth of SSJ's",
            perSecond(full, false).over(ssjCloses).times(10),
            1);
    if (ways.containsKey("SimPy")) {
      holds &=
          bar(
              "closes/s of the full model over SimPy's",
              perSecond(full, false).over(perSecond("SimPy", false)),
              1);
    }
    for (String name : ways.keySet()) {
      double off = Math.abs(meanLag(name) / THEORY_SECONDS - 1);
      if (name.equals(full) ? off > 10 * TOLERATED : off > TOLERATED) {
        out.printf(
            "%s is not the same model: its mean lag is %s ms%n",
            name, Repeated.digits(1000 * meanLag(name)));
        holds = false;
      }
    }
    return holds;
  }

  private boolean bar(String what, Repeated ratio, double least) {
    boolean holds = ratio.median() >= least;
    out.printf("%-55s %-28s %s%n", what, ratio.text(), holds ? "holds" : "MISSED");
    return holds;
  }

  private double meanLag(String name) {
    return measured.getOrDefault(name, List.of()).stream()
        .mapToDouble(timed -> timed.outcome.meanLag())
        .average()
        .orElse(Double.NaN);
  }

  private Repeated perSecond(String name, boolean events) {
    return new Repeated(
        measured.getOrDefault(name, List.of()).stream()
            .mapToDouble(
                timed -> (events ? timed.outcome.events() : timed.outcome.closes()) / timed.seconds)
            .toArray());
  }

  private static Timed timed(CloseQueue queue, long closes, long seed) {
    long begun = System.nanoTime();
    CloseQueue.Outcome outcome = queue.run(closes, seed);
    return new Timed(outcome, (System.nanoTime() - begun) / NANOS_IN_SECOND);
  }

  private static boolean hasSimPy(Path script) {
    try {
      return simPyPrints(script, 10, 1).length == 4;
    } catch (IllegalStateException absent) {
      return false;
    }
  }

  /** SimPy measures itself, without the start of Python. */
  private static Timed simPy(Path script, long closes, long seed) {
    String[] printed = simPyPrints(script, closes, seed);
    return new Timed(
        new CloseQueue.Outcome(
            Long.parseLong(printed[0]), Long.parseLong(printed[1]), Double.parseDouble(printed[2])),
        Double.parseDouble(printed[3]));
  }

  private static String[] simPyPrints(Path script, long closes, long seed) {
    try {
      Process python =
          new ProcessBuilder(script.toString(), String.valueOf(closes), String.valueOf(seed))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String printed =
          new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (python.waitFor() != 0) {
        throw new IllegalStateException("SimPy failed");
      }
      return printed.split(" ", -1);
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}

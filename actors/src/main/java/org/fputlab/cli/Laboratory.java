package org.fputlab.cli;

import java.nio.file.Path;
import java.util.List;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;

/** What the commands need of the rest of the program: scenarios, and something that runs them. */
interface Laboratory {

  /** Reads and checks a scenario file. */
  Scenario load(Path file) throws BadScenario;

  /**
   * The names of the scenarios that come with the program, as in {@code afs/asynchronous-remove}.
   */
  List<String> shippedNames();

  /** Reads a scenario that comes with the program. */
  Scenario loadShipped(String name) throws BadScenario;

  /** Something to run scenarios on, one after another; belongs to the calling thread. */
  Bench bench();

  /** Runs scenarios. */
  interface Bench extends AutoCloseable {

    RunResult run(Scenario scenario, RunOptions options, RunListener listener);

    /** Ends the present run with the report so far; from any thread. */
    void stop();

    @Override
    void close();
  }

  /** A scenario file that cannot be run, with one line for each of its problems. */
  final class BadScenario extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    BadScenario(List<String> problems) {
      super(String.join("\n", problems));
      this.problems = List.copyOf(problems);
    }

    List<String> problems() {
      return problems;
    }
  }
}

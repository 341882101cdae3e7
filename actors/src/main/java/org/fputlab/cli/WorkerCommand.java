package org.fputlab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.fputlab.cluster.BuildVersion;
import org.fputlab.cluster.CannotOpen;
import org.fputlab.cluster.Place;
import org.fputlab.cluster.Security;
import org.fputlab.cluster.Worker;
import org.fputlab.report.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fputlab worker}: runs schedules for an exploration on another JVM. */
@Command(
    name = "worker",
    description = {
      "Runs schedules for an explore or matrix that was started with --cluster.",
      "Workers may join and leave at any time."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the exploration has ended",
      "1:nobody is there, or the exploration was lost",
      "2:a bad option, or refused: another version, or a scenario that runs differently here"
    },
    footer = {"", "Example:", "  fputlab worker --join 127.0.0.1:8474"})
final class WorkerCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT",
      required = true,
      description = "The address that explore or matrix printed.")
  private String join = "";

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many schedules to run at a time. Default: one for each processor.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "The address at which this worker listens. Default: 127.0.0.1:0, any free port.")
  private String listen = "127.0.0.1:0";

  @Option(names = "--tls", paramLabel = "FOLDER", description = ClusterArguments.TLS)
  private @Nullable Path tls;

  @Override
  public Integer call() throws Exception {
    if (jobs < 1) {
      throw new ParameterException(
          command.commandLine(), "--jobs = %d: is below 1".formatted(jobs));
    }
    Place there = ClusterDesk.place(command, "--join", join);
    Place here = ClusterDesk.place(command, "--listen", listen);
    LoggerFactory.getILoggerFactory(); // which would complain if several threads were the first
    try {
      Worker.Ending ending =
          Worker.run(
              new Worker.Plan(there, here, jobs, BuildVersion.present(), PATIENCE),
              new Security(tls),
              this::say);
      say(ending.end() == Worker.End.REFUSED ? "refused: " + ending.why() : ending.why());
      return switch (ending.end()) {
        case DONE -> Outcome.AS_EXPECTED;
        case LOST -> Outcome.UNEXPECTED;
        case REFUSED -> Outcome.BAD_INPUT;
      };
    } catch (CannotOpen refused) {
      throw new NoCluster(String.valueOf(refused.getMessage()), refused);
    }
  }

  private void say(String line) {
    PrintWriter out = command.commandLine().getOut();
    synchronized (out) {
      out.println("worker: " + line);
      out.flush();
    }
  }
}

package org.fputlab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fputlab.cluster.BuildVersion;
import org.fputlab.cluster.CannotOpen;
import org.fputlab.cluster.Place;
import org.fputlab.cluster.Security;
import org.fputlab.cluster.ServedServer;
import org.fputlab.cluster.ServerFigures;
import org.fputlab.engine.Figures;
import org.fputlab.report.Outcome;
import org.fputlab.scenario.Scenario;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fputlab serve}: a server of a scenario, for live runs in other programs. */
@Command(
    name = "serve",
    description = {
      "Runs one server of a scenario in a program of its own, for a live run to use.",
      "Stop it, kill it, start it again: the live run shows what its kernel sees of that."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "2:a bad scenario or option, an unknown server, or an address that cannot be listened at",
      "130:ended by Ctrl-C, or 143 by SIGTERM; what it did was printed"
    },
    footer = {
      "",
      "Example, in two terminals:",
      "  fputlab serve afs/exported-by-nfsd afs-server",
      "  fputlab live afs/exported-by-nfsd --close sync --server afs-server@127.0.0.1:8475"
    })
final class ServeCommand implements Callable<Integer> {

  private final Laboratory laboratory;
  private final Interruption interruption;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(index = "0", paramLabel = "FILE", description = ScenarioArgument.DESCRIPTION)
  private String file = "";

  @Parameters(
      index = "1",
      paramLabel = "SERVER",
      description = "The name of a server in the scenario.")
  private String name = "";

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "The address at which live runs find it. Default: 127.0.0.1:8475. Port 0: any "
              + "free port.")
  private String listen = "127.0.0.1:8475";

  @Option(names = "--tls", paramLabel = "FOLDER", description = ClusterArguments.TLS)
  private @Nullable Path tls;

  ServeCommand(Laboratory laboratory, Interruption interruption) {
    this.laboratory = laboratory;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws Exception {
    Scenario scenario = ScenarioArgument.read(file, laboratory, command);
    ServersDesk.checkServer(command, "SERVER = " + name + ": ", scenario, name);
    Place here = ClusterDesk.place(command, "--listen", listen);
    try (ServedServer server =
        ServedServer.open(
            scenario, name, BuildVersion.present(), here, new Security(tls), this::say)) {
      interruption.stopsRunBy(server::end);
      say(
          "listens at %s; ask it with%n  fputlab live %s --server %s@%s%s"
              .formatted(
                  server.place(), file, name, server.place(), tls == null ? "" : " --tls " + tls));
      server.await();
      say(summary(server.figures()));
    } catch (CannotOpen refused) {
      throw new NoCluster(String.valueOf(refused.getMessage()), refused);
    }
    return Outcome.AS_EXPECTED;
  }

  private static String summary(ServerFigures done) {
    return "%s of %s, %s answered"
        .formatted(
            counted(done.requests(), "request"),
            counted(done.runs(), "live run"),
            Figures.count(done.answers()));
  }

  private static String counted(long count, String what) {
    return Figures.count(count) + " " + what + (count == 1 ? "" : "s");
  }

  private void say(String line) {
    PrintWriter out = command.commandLine().getOut();
    synchronized (out) {
      out.println(name + ": " + line);
      out.flush();
    }
  }
}

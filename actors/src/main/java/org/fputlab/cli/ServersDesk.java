package org.fputlab.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.fputlab.cluster.BuildVersion;
import org.fputlab.cluster.CannotOpen;
import org.fputlab.cluster.Place;
import org.fputlab.cluster.Security;
import org.fputlab.cluster.ServersElsewhere;
import org.fputlab.model.KernelSpec;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.Elsewhere;
import org.fputlab.scenario.text.NearestWord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The servers of a live run that other programs run, as commands name them.
 *
 * @param elsewhere the way to them
 * @param lines which and where
 * @param end closes it
 */
record ServersDesk(Elsewhere elsewhere, List<String> lines, Runnable end) implements AutoCloseable {

  /** All servers are the run's own. */
  static final ServersDesk NONE = new ServersDesk(Elsewhere.NOBODY, List.of(), () -> {});

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Finds them.
   *
   * @param servers as in {@code afs-server@127.0.0.1:8475}
   */
  static ServersDesk open(
      CommandSpec command,
      Scenario scenario,
      List<String> servers,
      String listen,
      @Nullable Path tls,
      double speed,
      Consumer<String> says)
      throws NoCluster, InterruptedException {
    Map<String, Place> places = new LinkedHashMap<>();
    for (String written : servers) {
      String option = "--server = " + written + ": ";
      int at = written.indexOf('@');
      String name = at < 0 ? written : written.substring(0, at);
      checkServer(command, option, scenario, name);
      if (at < 0) {
        throw refused(command, option + "lacks where, as in " + name + "@127.0.0.1:8475");
      }
      Place place = ClusterDesk.place(command, "--server", written.substring(at + 1));
      if (places.put(name, place) != null) {
        throw refused(command, option + name + " is somewhere else already");
      }
    }
    ServersElsewhere.Plan plan =
        new ServersElsewhere.Plan(
            places,
            ClusterDesk.place(command, "--listen", listen),
            BuildVersion.present(),
            speed,
            PATIENCE);
    try {
      ServersElsewhere found = ServersElsewhere.open(scenario, plan, new Security(tls), says);
      List<String> lines =
          places.entrySet().stream().map(one -> one.getKey() + " at " + one.getValue()).toList();
      return new ServersDesk(found, lines, found::close);
    } catch (CannotOpen refused) {
      throw new NoCluster(String.valueOf(refused.getMessage()), refused);
    }
  }

  /** Refuses what is no server of the scenario, or one that cannot be elsewhere. */
  static void checkServer(CommandSpec command, String where, Scenario scenario, String name) {
    Map<String, KernelSpec.Server> known = scenario.kernel().servers();
    KernelSpec.Server server = known.get(name);
    if (server == null) {
      String hint =
          known.isEmpty() ? "The scenario has none" : NearestWord.hint(name, known.keySet());
      throw refused(command, where + "unknown server " + name + ". " + hint);
    }
    if (server.isServedHere()) {
      throw refused(
          command,
          where
              + "threads of the machine itself serve "
              + name
              + ", so that it cannot be elsewhere");
    }
  }

  private static ParameterException refused(CommandSpec command, String why) {
    return new ParameterException(command.commandLine(), why);
  }

  @Override
  public void close() {
    end.run();
  }
}

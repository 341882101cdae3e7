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
import org.fputlab.scenario.Elsewhere;
import org.fputlab.scenario.NearestWord;
import org.fputlab.scenario.Scenario;
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
      int at = written.indexOf('@');
      String name = at < 0 ? written : written.substring(0, at);
      checkServer(command, "--server = " + written, scenario, name);
      if (at < 0) {
        throw refused(
            command, "--server = %s: lacks where, as in %s@127.0.0.1:8475", written, name);
      }
      Place place = ClusterDesk.place(command, "--server", written.substring(at + 1));
      if (places.put(name, place) != null) {
        throw refused(command, "--server = %s: %s is somewhere else already", written, name);
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
      throw refused(
          command,
          "%s: unknown server %s. %s",
          where,
          name,
          known.isEmpty() ? "The scenario has none" : NearestWord.hint(name, known.keySet()));
    }
    if (server.isServedHere()) {
      throw refused(
          command,
          "%s: threads of the machine itself serve %s, so that it cannot be elsewhere",
          where,
          name);
    }
  }

  private static ParameterException refused(CommandSpec command, String why, Object... what) {
    return new ParameterException(command.commandLine(), why.formatted(what));
  }

  @Override
  public void close() {
    end.run();
  }
}

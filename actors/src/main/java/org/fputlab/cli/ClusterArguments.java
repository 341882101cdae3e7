package org.fputlab.cli;

import java.nio.file.Path;
import org.fputlab.cluster.SavedSearches;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Setting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether workers on other JVMs run the schedules, and where they find this one. */
final class ClusterArguments {

  static final String TLS =
      "A folder with tls.key, tls.crt and ca.crt (PEM): both sides show a certificate. Needed for"
          + " every address but those of this machine alone.";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--cluster",
      description = {
        "Have workers run the schedules: see fputlab worker. What is found does not depend on them."
      })
  private boolean cluster;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where workers find this one; 127.0.0.1:8474 by default. Port 0: any free one.")
  private @Nullable String listen;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Wait for so many workers, at most 30 s; 1 by default. More may come later.")
  private @Nullable Integer workers;

  @Option(names = "--tls", paramLabel = "FOLDER", description = TLS)
  private @Nullable Path tls;

  boolean isWanted() {
    return cluster;
  }

  /** Refuses what makes no sense. */
  void check() {
    if (!cluster && (listen != null || workers != null || tls != null)) {
      String option = listen != null ? "--listen" : workers != null ? "--workers" : "--tls";
      throw new ParameterException(command.commandLine(), option + ": goes with --cluster alone");
    }
    if (workers != null && workers < 1) {
      throw new ParameterException(
          command.commandLine(), "--workers = %d: is below 1".formatted(workers));
    }
    if (cluster) {
      ClusterDesk.place(command, "--listen", listen());
    }
  }

  private String listen() {
    return listen == null ? "127.0.0.1:8474" : listen;
  }

  /**
   * Listens for workers if any are wanted.
   *
   * @param jobs how many schedules to run here at a time if there is no worker
   */
  Others open(int jobs, NodeNews news) throws NoCluster {
    return cluster ? open(jobs, news, SavedSearches.NOWHERE) : Others.NOBODY;
  }

  /** The same, going on from what a file says and saving there. */
  Others open(
      int jobs, NodeNews news, @Nullable Path resume, Setting setting, Exploration.Order order)
      throws NoCluster {
    return cluster
        ? open(jobs, news, ClusterDesk.saved(command, resume, setting, order))
        : Others.NOBODY;
  }

  private Others open(int jobs, NodeNews news, SavedSearches saved) throws NoCluster {
    int wanted = workers == null ? 1 : workers;
    return ClusterDesk.open(command, listen(), tls, wanted, jobs, news, saved);
  }
}

package org.fputlab.cli;

import java.nio.file.Path;
import java.util.List;
import org.fputlab.cluster.SavedSearches;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether workers on other JVMs run the schedules, and where they find this one. */
final class ClusterArguments {

  static final String TLS =
      "A folder with tls.key, tls.crt and ca.crt (PEM). Both sides must show a certificate of the"
          + " same authority. Required unless all addresses are loopback.";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--cluster",
      description =
          "Let workers run the schedules (see fputlab worker). The result does not depend "
              + "on how many there are.")
  private boolean cluster;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "The address at which workers join. Default: 127.0.0.1:8474. Port 0: any free port.")
  private @Nullable String listen;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "How many workers to wait for, for at most 30 s. Default: 1. More may join later.")
  private @Nullable Integer workers;

  @Option(names = "--tls", paramLabel = "FOLDER", description = TLS)
  private @Nullable Path tls;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description =
          "With --cluster: save the progress of each search to this file every 2 s, and go "
              + "on from what is already in it.")
  private @Nullable Path resume;

  boolean isWanted() {
    return cluster;
  }

  /** Refuses what makes no sense. */
  void check() {
    if (!cluster) {
      refuse("--listen", listen);
      refuse("--workers", workers);
      refuse("--tls", tls);
      refuse("--resume", resume);
    }
    if (workers != null && workers < 1) {
      throw new ParameterException(
          command.commandLine(), "--workers = %d: is below 1".formatted(workers));
    }
    if (cluster) {
      ClusterDesk.place(command, "--listen", listen());
    }
  }

  private void refuse(String option, @Nullable Object given) {
    if (given != null) {
      throw new ParameterException(command.commandLine(), option + ": goes with --cluster alone");
    }
  }

  private String listen() {
    return listen == null ? "127.0.0.1:8474" : listen;
  }

  /**
   * Listens for workers if any are wanted.
   *
   * @param jobs how many schedules to run here at a time if there is no worker
   * @param searches what is to be searched, under whatever policies
   */
  Others open(int jobs, NodeNews news, List<SavedSearches.Sought> searches) throws NoCluster {
    if (!cluster) {
      return Others.NOBODY;
    }
    SavedSearches saved = ClusterDesk.saved(command, resume, searches);
    int wanted = workers == null ? 1 : workers;
    return ClusterDesk.open(command, listen(), tls, wanted, jobs, news, saved);
  }
}

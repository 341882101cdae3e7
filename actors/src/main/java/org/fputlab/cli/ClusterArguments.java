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

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = {
        "With --cluster: save every 2 s how far each search is, and go on from what is there",
        "already."
      })
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

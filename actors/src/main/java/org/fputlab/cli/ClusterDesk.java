package org.fputlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.fputlab.cluster.BuildVersion;
import org.fputlab.cluster.CannotOpen;
import org.fputlab.cluster.ClusterCrew;
import org.fputlab.cluster.NodeRate;
import org.fputlab.cluster.Place;
import org.fputlab.cluster.SavedSearches;
import org.fputlab.cluster.Security;
import org.fputlab.engine.Figures;
import org.fputlab.explore.Exploration;
import org.fputlab.report.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The workers of a cluster, as commands need them. Loaded only where a cluster is wanted. */
final class ClusterDesk implements Others {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ClusterCrew crew;

  private ClusterDesk(ClusterCrew crew) {
    this.crew = crew;
  }

  /** What the user wrote as HOST:PORT. */
  static Place place(CommandSpec command, String option, String text) {
    return Place.of(text)
        .orElseThrow(
            () ->
                new ParameterException(
                    command.commandLine(),
                    "%s = %s: is no HOST:PORT, as in 127.0.0.1:8474".formatted(option, text)));
  }

  static ClusterDesk open(
      CommandSpec command,
      String listen,
      @Nullable Path tls,
      int workers,
      int jobs,
      NodeNews news,
      SavedSearches saved)
      throws NoCluster {
    ClusterCrew.Plan plan =
        new ClusterCrew.Plan(
            place(command, "--listen", listen),
            new Security(tls),
            workers,
            PATIENCE,
            jobs,
            BuildVersion.present());
    try {
      ClusterCrew crew = ClusterCrew.open(plan, saved, line -> news.line("cluster: " + line));
      news.nodes(() -> nodes(crew.rates()));
      news.line(
          "cluster: waits for %s; start one with%n  fputlab worker --join %s%s"
              .formatted(
                  workers == 1 ? "a worker" : workers + " workers",
                  crew.place(),
                  tls == null ? "" : " --tls " + tls));
      return new ClusterDesk(crew);
    } catch (CannotOpen refused) {
      throw new NoCluster(String.valueOf(refused.getMessage()), refused);
    }
  }

  private static String nodes(List<NodeRate> rates) {
    String each =
        rates.stream()
            .map(rate -> rate.name() + " " + Figures.count(Math.round(rate.perSecond())) + "/s")
            .collect(Collectors.joining(", "));
    return rates.size()
        + (rates.size() == 1 ? " node" : " nodes")
        + (each.isEmpty() ? "" : ": ")
        + each;
  }

  /**
   * What an earlier run has saved of the same searches, and where this one saves.
   *
   * @param file null for nowhere
   */
  static SavedSearches saved(
      CommandSpec command, @Nullable Path file, List<SavedSearches.Sought> searches) {
    if (file == null) {
      return SavedSearches.NOWHERE;
    }
    try {
      String before = Files.exists(file) ? Files.readString(file) : "";
      return SavedSearches.of(
          before,
          BuildVersion.present(),
          SavedSearches.identity(searches),
          text -> {
            try (WholeFile whole = WholeFile.open(file)) {
              whole.write(text);
            }
          });
    } catch (IOException | SavedSearches.Unusable wrong) {
      throw new ParameterException(
          command.commandLine(), "--resume = %s: %s".formatted(file, wrong.getMessage()), wrong);
    }
  }

  @Override
  public void await(BooleanSupplier isToStop) throws InterruptedException {
    crew.awaitWorkers(isToStop);
  }

  @Override
  public Exploration exploration(int jobs, BooleanSupplier isToStop) {
    return new Exploration(crew, isToStop);
  }

  @Override
  public int jobs(int own) {
    return crew.rates().stream().mapToInt(NodeRate::jobs).sum();
  }

  @Override
  public void close() {
    crew.close();
  }
}

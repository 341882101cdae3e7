package org.fputlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Explored;
import org.fputlab.explore.Mix;
import org.fputlab.explore.Part;
import org.fputlab.explore.Setting;
import org.fputlab.explore.matrix.Cells;
import org.fputlab.explore.matrix.HazardFile;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.ScenarioLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Searches that go on from what was saved of them. */
@Timeout(60)
class SavedSearchesTest {

  @Test
  void aSearchGoesOnFromWhatWasSaved() throws Exception {
    Setting setting = ClusterTest.setting(ClusterTest.SAFE);
    AtomicReference<String> kept = new AtomicReference<>("");
    AtomicBoolean stop = new AtomicBoolean();
    try (ClusterCrew crew = crew(saved("", kept));
        Exploration cluster = new Exploration(crew, stop::get)) {
      crew.awaitWorkers(() -> false);
      Explored half =
          cluster.explore(
              setting,
              new Exploration.Order(Mix.RANDOM, 1, 3000),
              () -> false,
              (of, done, most, bound) -> stop.compareAndSet(false, done > 100));
      assertThat(half.result()).isEqualTo(Explored.Result.GAVE_UP);
    }
    assertThat(kept.get()).contains("\"to\"").doesNotContain("\"to\" : 3000");
    long before =
        new ObjectMapper()
            .readTree(kept.get())
            .at("/searches/" + SavedSearches.name(setting) + "/to")
            .asLong();
    assertThat(before).isBetween(2L, 2999L);
    try (ClusterCrew crew = crew(saved(kept.get(), kept));
        Exploration cluster = new Exploration(crew, () -> false)) {
      crew.awaitWorkers(() -> false);
      ClusterTest.assertSame(
          ClusterTest.explore(cluster, setting, 3000), ClusterTest.alone(setting, 3000));
      assertThat(crew.rates().get(0).schedules()).isEqualTo(3000 - before);
    }
    assertThat(kept.get()).contains("\"to\" : 3000");
  }

  private static List<String> filled(ClusterCrew crew) throws Exception {
    List<HazardFile> rows = new ArrayList<>();
    for (String name :
        List.of("hazards/h04-close-needs-an-nfsd-thread", "hazards/h09-munmap-under-mmap-lock")) {
      rows.add(HazardFile.of(name, ScenarioLoader.loadShipped(name)));
    }
    crew.awaitWorkers(() -> false);
    return new Cells(
            rows,
            List.of(ClosePolicy.DEFERRED, ClosePolicy.SYNC),
            40,
            () -> new Exploration(crew, () -> false),
            () -> false,
            (done, of, last) -> {})
        .fill(2).stream()
            .map(
                cell ->
                    "%s under %s: %s, %s after %d schedules"
                        .formatted(
                            cell.hazard().id(),
                            cell.close().word(),
                            cell.verdict(),
                            cell.known(),
                            cell.schedules()))
            .toList();
  }

  @Test
  void aMatrixGoesOnFromWhatEachOfItsSearchesHasSaved() throws Exception {
    AtomicReference<String> kept = new AtomicReference<>("");
    List<String> cells;
    try (ClusterCrew crew = crew(saved("", kept))) {
      cells = filled(crew);
      assertThat(crew.rates()).allMatch(node -> node.schedules() > 0);
    }
    try (ClusterCrew crew = crew(saved(kept.get(), kept))) {
      assertThat(filled(crew)).isEqualTo(cells);
      assertThat(crew.rates()).allMatch(node -> node.schedules() == 0);
    }
  }

  /** Without workers: it works by itself. */
  private static ClusterCrew crew(SavedSearches saved) throws CannotOpen {
    return ClusterTest.crew(0, ClusterTest.THIS_MACHINE, saved, said -> {});
  }

  private static SavedSearches saved(String before, AtomicReference<String> kept)
      throws SavedSearches.Unusable {
    return SavedSearches.of(before, ClusterTest.VERSION, "this-search", kept::set);
  }

  @Test
  void whatAnotherVersionOrAnotherSearchSavedIsRefusedWithBoth() throws Exception {
    AtomicReference<String> kept = new AtomicReference<>("");
    saved("", kept).save("sync", new Part(new Part.Range(1, 5), 5, OptionalLong.empty(), Map.of()));
    assertThatExceptionOfType(SavedSearches.Unusable.class)
        .isThrownBy(() -> SavedSearches.of(kept.get(), "2", "this-search", kept::set))
        .withMessageContaining(ClusterTest.VERSION)
        .withMessageContaining("this is 2");
    assertThatExceptionOfType(SavedSearches.Unusable.class)
        .isThrownBy(
            () -> SavedSearches.of(kept.get(), ClusterTest.VERSION, "that-search", kept::set))
        .withMessageContaining("this-search")
        .withMessageContaining("that-search");
    assertThatExceptionOfType(SavedSearches.Unusable.class)
        .isThrownBy(
            () -> SavedSearches.of(kept.get().substring(9), ClusterTest.VERSION, "x", kept::set))
        .withMessageContaining("damaged");
  }
}

package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.fputlab.scenario.measured.Comparison;
import org.fputlab.scenario.measured.MeasuredRun;
import org.fputlab.scenario.measured.MeasuredRuns;
import org.fputlab.scenario.measured.Measurements;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ValidationJobsTest {

  private static final int RUNS = 2;

  private Measurements measurements;

  @BeforeEach
  void readTheSmallest() throws ScenarioProblems {
    Measurements all =
        MeasuredRuns.read(Path.of("../scenarios/realkernel"), "scenarios/realkernel");
    List<MeasuredRun> few =
        all.runs().stream()
            .sorted(Comparator.comparingLong(MeasuredRun::opened))
            .limit(RUNS)
            .toList();
    measurements = new Measurements(few, all.calibration());
  }

  @Test
  void whatHadEndedWhenItWasStoppedIsKept() throws InterruptedException {
    AtomicBoolean isToStop = new AtomicBoolean();
    List<Comparison> ended =
        new ValidationJobs(measurements, isToStop::get, (runs, of, last) -> isToStop.set(true))
            .compare(1);
    assertThat(ended).hasSize(1);
    assertThat(ended.get(0).run()).isEqualTo(measurements.runs().get(0));
  }

  @Test
  void runUnderWayIsGivenUp() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    List<Comparison> ended =
        new ValidationJobs(measurements, () -> asked.incrementAndGet() > 5, (runs, of, last) -> {})
            .compare(1);
    assertThat(ended).isEmpty();
    assertThat(asked.get()).isEqualTo(6);
  }
}

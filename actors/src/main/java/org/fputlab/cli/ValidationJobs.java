package org.fputlab.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.scenario.measured.Comparison;
import org.fputlab.scenario.measured.MeasuredRun;
import org.fputlab.scenario.measured.Measurements;
import org.fputlab.scenario.running.Jobs;

/** Emulates measured runs, several at a time. */
final class ValidationJobs {

  private final Measurements measurements;
  private final BooleanSupplier isToStop;
  private final Jobs<MeasuredRun, Comparison> jobs;

  /**
   * Prepares them.
   *
   * @param isToStop whether to give up runs under way, and begin no other
   */
  ValidationJobs(
      Measurements measurements, BooleanSupplier isToStop, Jobs.Listener<Comparison> listener) {
    this.measurements = measurements;
    this.isToStop = isToStop;
    this.jobs = new Jobs<>("validate", measurements.runs(), Emulating::new, listener);
  }

  /** Emulates with so many threads; of a validation that was stopped, what had ended. */
  List<Comparison> compare(int threads) throws InterruptedException {
    return jobs.run(threads);
  }

  private final class Emulating implements Jobs.Hand<MeasuredRun, Comparison> {
    private final SimEngine engine = new SimEngine();

    @Override
    public Optional<Comparison> does(MeasuredRun run) {
      try {
        return Optional.of(Comparison.of(run, measurements.calibration(), engine, isToStop));
      } catch (CancellationException stopped) {
        return Optional.empty();
      }
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}

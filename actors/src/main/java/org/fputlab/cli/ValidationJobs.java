package org.fputlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.scenario.measured.Comparison;
import org.fputlab.scenario.measured.MeasuredRun;
import org.fputlab.scenario.measured.Measurements;
import org.slf4j.LoggerFactory;

/**
 * Emulates measured runs on several threads at a time, each with an engine of its own. Which thread
 * takes which run is a matter of chance; what a run comes to is not, and they come back in order.
 */
final class ValidationJobs {

  /** Hears of the runs that are finished, on any of the threads but on one at a time. */
  interface Listener {
    void finished(int runs, int of, MeasuredRun last);
  }

  private final Measurements measurements;
  private final BooleanSupplier isToStop;
  private final Listener listener;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReferenceArray<Comparison> comparisons;
  private int finished;

  /**
   * Prepares them.
   *
   * @param isToStop whether to give up runs under way, and begin no other
   */
  ValidationJobs(Measurements measurements, BooleanSupplier isToStop, Listener listener) {
    this.measurements = measurements;
    this.isToStop = isToStop;
    this.listener = listener;
    comparisons = new AtomicReferenceArray<>(measurements.runs().size());
  }

  /** Emulates with so many threads; of a validation that was stopped, what had ended. */
  List<Comparison> compare(int jobs) throws InterruptedException {
    LoggerFactory.getILoggerFactory(); // which would complain if several threads were the first
    int threads = Math.max(1, Math.min(jobs, comparisons.length()));
    ExecutorService executor = Executors.newFixedThreadPool(threads, ValidationJobs::daemon);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(executor.submit(this::work));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException failed) {
      throw rethrown(Objects.requireNonNull(failed.getCause()));
    } finally {
      executor.shutdownNow();
    }
    return inOrder();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "validate");
    thread.setDaemon(true);
    return thread;
  }

  private static IllegalStateException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException ours) {
      throw ours;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(cause);
  }

  private void work() {
    try (SimEngine engine = new SimEngine()) {
      for (int i = next.getAndIncrement(); i < comparisons.length(); i = next.getAndIncrement()) {
        MeasuredRun run = measurements.runs().get(i);
        comparisons.set(i, Comparison.of(run, measurements.calibration(), engine, isToStop));
        tell(run);
      }
    } catch (CancellationException stopped) {
      next.set(comparisons.length());
    } catch (RuntimeException | Error failed) {
      next.set(comparisons.length());
      throw failed;
    }
  }

  private synchronized void tell(MeasuredRun run) {
    finished++;
    listener.finished(finished, comparisons.length(), run);
  }

  private List<Comparison> inOrder() {
    List<Comparison> done = new ArrayList<>();
    for (int i = 0; i < comparisons.length(); i++) {
      Comparison comparison = comparisons.get(i);
      if (comparison != null) {
        done.add(comparison);
      }
    }
    return done;
  }
}

package org.fputlab.explore.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import org.fputlab.engine.sim.Timing;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Explored;
import org.fputlab.explore.Mix;
import org.fputlab.explore.Setting;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.RunListener;
import org.fputlab.scenario.RunOptions;
import org.fputlab.scenario.RunResult;
import org.fputlab.scenario.Runner;
import org.fputlab.scenario.StepOrder;

/**
 * Fills cells on several threads at a time, each with engines of its own. Which thread takes which
 * cell is a matter of chance; what a cell comes to is not, and they come back in order.
 */
public final class Cells {

  /** Hears of the cells that are filled, on any of the threads but on one at a time. */
  public interface Listener {
    void filled(int cells, int of, Cell last);
  }

  private record Task(HazardFile hazard, ClosePolicy close) {}

  private final List<Task> tasks = new ArrayList<>();
  private final long most;
  private final BooleanSupplier isToStop;
  private final Listener listener;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReferenceArray<Cell> filled;
  private int count;

  /**
   * Prepares them.
   *
   * @param most how many schedules of each at most; 0 for the run alone
   * @param isToStop whether to begin no other
   */
  public Cells(
      List<HazardFile> rows,
      List<ClosePolicy> columns,
      long most,
      BooleanSupplier isToStop,
      Listener listener) {
    rows.forEach(row -> columns.forEach(column -> tasks.add(new Task(row, column))));
    this.most = most;
    this.isToStop = isToStop;
    this.listener = listener;
    this.filled = new AtomicReferenceArray<>(tasks.size());
  }

  /** Fills with so many threads; of a matrix that was stopped, what had ended. */
  public List<Cell> fill(int jobs) throws InterruptedException {
    int threads = Math.max(1, Math.min(jobs, tasks.size()));
    ExecutorService executor = Executors.newFixedThreadPool(threads, Cells::daemon);
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
    Thread thread = new Thread(work, "matrix");
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
    try (Runner runner = new Runner();
        Exploration exploration = new Exploration(1, isToStop)) {
      for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
        Optional<Cell> cell = cell(tasks.get(i), runner, exploration);
        if (cell.isEmpty()) {
          return;
        }
        filled.set(i, cell.get());
        tell(cell.get());
      }
    } catch (InterruptedException given) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error failed) {
      next.set(tasks.size());
      throw failed;
    }
  }

  /** Empty if it was stopped before it came to anything. */
  private Optional<Cell> cell(Task task, Runner runner, Exploration exploration)
      throws InterruptedException {
    if (isToStop.getAsBoolean()) {
      return Optional.empty();
    }
    RunOptions options = RunOptions.of(task.hazard().scenario()).with(task.close());
    RunResult run = runner.run(task.hazard().scenario(), options, RunListener.NONE);
    if (StepOrder.of(task.hazard().scenario(), task.close()).answer() == Order.Answer.PROVED) {
      return Optional.of(Cell.proved(task.hazard(), run));
    }
    Optional<Explored> explored =
        most == 0 ? Optional.empty() : Optional.of(explored(task, exploration));
    return isToStop.getAsBoolean()
        ? Optional.empty()
        : Optional.of(Cell.of(task.hazard(), run, explored));
  }

  private Explored explored(Task task, Exploration exploration) throws InterruptedException {
    Setting setting =
        new Setting(
            task.hazard().scenario(),
            task.close(),
            Timing.ANY,
            new RunLimits(Setting.RUNS, Map.of()));
    long seed = task.hazard().scenario().seed();
    return exploration.explore(
        setting,
        new Exploration.Order(Mix.MIXED, seed, most),
        () -> false,
        Exploration.Progress.NONE);
  }

  private synchronized void tell(Cell cell) {
    count++;
    listener.filled(count, tasks.size(), cell);
  }

  private List<Cell> inOrder() {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < filled.length(); i++) {
      Cell cell = filled.get(i);
      if (cell != null) {
        cells.add(cell);
      }
    }
    return cells;
  }
}

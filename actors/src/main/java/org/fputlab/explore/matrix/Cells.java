package org.fputlab.explore.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.fputlab.engine.sim.Timing;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Explored;
import org.fputlab.explore.Mix;
import org.fputlab.explore.Setting;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.StepOrder;
import org.fputlab.scenario.running.Jobs;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.watch.Verdict;

/** Fills the cells of the matrix, several at a time. */
public final class Cells {

  /** All orders are tried where they are no more than so many for each schedule allowed. */
  private static final long ORDERS_FOR_A_SCHEDULE = 10;

  private record Task(HazardFile hazard, ClosePolicy close) {}

  private final long most;
  private final Supplier<Exploration> explorations;
  private final BooleanSupplier isToStop;
  private final Jobs<Task, Cell> jobs;

  /**
   * Prepares them.
   *
   * @param most how many schedules of each at most; 0 for the run alone
   * @param explorations makes each thread what it explores with
   * @param isToStop whether to begin no other
   */
  public Cells(
      List<HazardFile> rows,
      List<ClosePolicy> columns,
      long most,
      Supplier<Exploration> explorations,
      BooleanSupplier isToStop,
      Jobs.Listener<Cell> listener) {
    List<Task> tasks = new ArrayList<>();
    rows.forEach(row -> columns.forEach(column -> tasks.add(new Task(row, column))));
    this.most = most;
    this.explorations = explorations;
    this.isToStop = isToStop;
    this.jobs = new Jobs<>("matrix", tasks, Filling::new, listener);
  }

  /** Fills with so many threads; of a matrix that was stopped, what had ended. */
  public List<Cell> fill(int threads) throws InterruptedException {
    return jobs.run(threads);
  }

  /** What of a row is searched under a policy. */
  public static Setting setting(HazardFile row, ClosePolicy column) {
    return setting(row, column, Setting.RUNS);
  }

  private static Setting setting(HazardFile row, ClosePolicy column, long runs) {
    return new Setting(row.scenario(), column, Timing.ANY, new RunLimits(runs, Map.of()));
  }

  /** How a row is searched, with so many schedules at most. */
  public static Exploration.Order order(HazardFile row, long most) {
    return new Exploration.Order(Mix.MIXED, row.scenario().seed(), most);
  }

  private final class Filling implements Jobs.Hand<Task, Cell> {
    private final Runner runner = new Runner();
    private final Exploration exploration = explorations.get();

    @Override
    public Optional<Cell> does(Task task) throws InterruptedException {
      if (isToStop.getAsBoolean()) {
        return Optional.empty();
      }
      RunOptions options = RunOptions.of(task.hazard().scenario()).with(task.close());
      RunResult run = runner.run(task.hazard().scenario(), options, RunListener.NONE);
      Order order = StepOrder.of(task.hazard().scenario(), task.close());
      if (order.answer() == Order.Answer.PROVED && !order.atomic()) {
        return Optional.of(Cell.proved(task.hazard(), run));
      }
      Optional<Explored> explored =
          most == 0 ? Optional.empty() : Optional.of(explored(task, run.verdict()));
      return isToStop.getAsBoolean()
          ? Optional.empty()
          : Optional.of(Cell.of(task.hazard(), run, explored));
    }

    /**
     * Where the run hangs and no schedule does, each task may run once more in the same number of
     * them; where neither hangs, all orders are tried if they are few.
     */
    private Explored explored(Task task, Verdict ran) throws InterruptedException {
      Explored some = search(task, Setting.RUNS, most, false);
      if (some.result() != Explored.Result.NOT_FOUND) {
        return some;
      }
      Explored more = some;
      if (Cell.isHang(ran)) {
        more = search(task, Setting.RUNS + 1, most, false);
      } else if (ran == Verdict.OK) {
        more = search(task, Setting.RUNS, ORDERS_FOR_A_SCHEDULE * most, true);
      }
      boolean isBetter =
          more.result() == Explored.Result.FOUND
              || more.result() == Explored.Result.PROVED_WITHIN_BOUNDS;
      return isBetter ? more : some;
    }

    private Explored search(Task task, long runs, long schedules, boolean exhaustive)
        throws InterruptedException {
      Exploration.Order some = order(task.hazard(), schedules);
      return exploration.explore(
          setting(task.hazard(), task.close(), runs),
          new Exploration.Order(some.mix(), some.seed(), some.most(), exhaustive),
          () -> false,
          Exploration.Progress.NONE);
    }

    @Override
    public void close() {
      exploration.close();
      runner.close();
    }
  }
}

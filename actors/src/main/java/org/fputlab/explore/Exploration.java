package org.fputlab.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.fputlab.scenario.running.RunListener;

/** Explores settings one after another, each with a whole crew. */
public final class Exploration implements AutoCloseable {

  private static final long TOLD_EVERY_MILLIS = 200;

  /** Hears how far a search is. */
  public interface Progress {

    /** Nobody listens. */
    Progress NONE = (search, done, most, bound) -> {};

    /**
     * So many schedules of so many at most have ended.
     *
     * @param bound the least probability that those of pct would have shown a hang of its depth; 0
     *     where nothing is known
     */
    void tell(Setting of, long done, long most, double bound);
  }

  /**
   * How to search.
   *
   * @param mix which strategies
   * @param seed where all schedules come from
   * @param most how many schedules at most
   * @param exhaustive whether all orders are tried, instead of some by these strategies
   */
  public record Order(Mix mix, long seed, long most, boolean exhaustive) {

    public Order(Mix mix, long seed, long most) {
      this(mix, seed, most, false);
    }

    /** What the search is called. */
    public String word() {
      return exhaustive ? Exhaustive.NAME : mix.word();
    }
  }

  private final List<Hand> hands = new ArrayList<>();
  private final Crew crew;
  private final BooleanSupplier isToStop;

  /**
   * @param jobs how many threads
   * @param isToStop whether to end where it is, with what is known so far
   */
  public Exploration(int jobs, BooleanSupplier isToStop) {
    this.isToStop = isToStop;
    this.crew = this::workHere;
    for (int i = 0; i < jobs; i++) {
      hands.add(new Hand());
    }
  }

  /**
   * Explores with others.
   *
   * @param crew who runs the schedules; what only one can do is done by a thread of this program
   * @param isToStop whether to end where it is, with what is known so far
   */
  public Exploration(Crew crew, BooleanSupplier isToStop) {
    this.isToStop = isToStop;
    this.crew = crew;
    hands.add(new Hand());
  }

  /** Explores one setting. */
  public Explored explore(Setting setting, Order order, BooleanSupplier isOver, Progress progress)
      throws InterruptedException {
    BooleanSupplier stops = () -> isToStop.getAsBoolean() || isOver.getAsBoolean();
    if (order.exhaustive()) {
      return exhaust(setting, order, stops, progress);
    }
    Search search =
        get(
            hands
                .get(0)
                .does(
                    runner ->
                        new Search(
                            runner, setting, order.mix(), order.seed(), order.most(), stops)));
    crew.work(search, progress);
    return result(search);
  }

  private void workHere(Search search, Progress progress) throws InterruptedException {
    List<Future<Boolean>> works = new ArrayList<>();
    for (Hand hand : hands) {
      works.add(
          hand.does(
              runner -> {
                search.work(runner);
                return true;
              }));
    }
    for (Future<Boolean> work : works) {
      while (!isDone(work)) {
        progress.tell(search.setting(), search.done(), search.most(), search.bound());
      }
    }
  }

  /**
   * How many schedules it takes until one fails, on this thread alone; empty where none of those
   * fails. What fails is not shrunk.
   */
  public static OptionalLong firstFailing(ScheduleRunner runner, Setting setting, Order order) {
    Search search =
        new Search(runner, setting, order.mix(), order.seed(), order.most(), () -> false);
    search.work(runner);
    return search.firstFailing().map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  private Explored exhaust(Setting setting, Order order, BooleanSupplier stops, Progress progress)
      throws InterruptedException {
    Exhaustive search =
        get(
            hands
                .get(0)
                .does(
                    runner -> new Exhaustive(runner, setting, order.seed(), order.most(), stops)));
    Future<Explored> explored = hands.get(0).does(runner -> search.search());
    while (!isDone(explored)) {
      progress.tell(setting, search.done(), order.most(), 0);
    }
    return get(explored);
  }

  private static boolean isDone(Future<?> work) throws InterruptedException {
    try {
      work.get(TOLD_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException failed) {
      throw rethrown(failed);
    }
  }

  private static <T> T get(Future<T> work) throws InterruptedException {
    try {
      return work.get();
    } catch (ExecutionException failed) {
      throw rethrown(failed);
    }
  }

  private static IllegalStateException rethrown(ExecutionException failed) {
    Throwable cause = Objects.requireNonNull(failed.getCause());
    if (cause instanceof RuntimeException ours) {
      throw ours;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(cause);
  }

  private Explored result(Search search) throws InterruptedException {
    Optional<Long> failing = search.firstFailing();
    if (failing.isPresent()) {
      long number = failing.get();
      Explored.Shown shown = get(hands.get(0).does(runner -> shown(runner, search, number)));
      return explored(
          search,
          Explored.Result.FOUND,
          number,
          OptionalLong.of(number),
          search.strategyOf(number),
          Optional.of(shown),
          "");
    }
    if (search.isGivenUp()) {
      return gaveUp(search, search.givenUpAt(), endless(search.spinners()));
    }
    boolean all = search.done() >= search.most();
    return isToStop.getAsBoolean() && !all
        ? gaveUp(search, search.done(), "interrupted")
        : explored(
            search,
            Explored.Result.NOT_FOUND,
            search.done(),
            OptionalLong.empty(),
            search.mix().word(),
            Optional.empty(),
            limits(all, search.unended()));
  }

  private static String endless(String spinners) {
    String each = "schedules without end: each took " + ScheduleRunner.MOST_TURNS + " turns";
    return spinners.isEmpty() ? each : each + ", the last of them by " + spinners;
  }

  /** What speaks against so many schedules in which nothing was found. */
  private static String limits(boolean all, int unended) {
    List<String> limits = new ArrayList<>();
    if (!all) {
      limits.add("time limit");
    }
    if (unended > 0) {
      limits.add(unended + " of them did not end");
    }
    return String.join(", ", limits);
  }

  private static Explored gaveUp(Search search, long schedules, String why) {
    return explored(
        search,
        Explored.Result.GAVE_UP,
        schedules,
        OptionalLong.empty(),
        search.mix().word(),
        Optional.empty(),
        why);
  }

  private static Explored explored(
      Search search,
      Explored.Result result,
      long schedules,
      OptionalLong firstFailing,
      String strategy,
      Optional<Explored.Shown> found,
      String why) {
    return new Explored(
        search.setting(),
        result,
        schedules,
        firstFailing,
        strategy,
        OptionalLong.empty(),
        found,
        search.plan(),
        why);
  }

  private static Explored.Shown shown(ScheduleRunner runner, Search search, long number) {
    Schedule whole = search.schedules().record(runner, number);
    return shown(runner, Shrink.of(runner, whole));
  }

  /** Runs a schedule once more and tells what each task did. */
  public static Explored.Shown shown(ScheduleRunner runner, Schedule schedule) {
    return shown(runner, schedule, RunListener.NONE);
  }

  /** The same with somebody who follows it from its beginning. */
  public static Explored.Shown shown(
      ScheduleRunner runner, Schedule schedule, RunListener listener) {
    Story story = new Story();
    Ending ending = schedule.replay(runner, story, listener);
    return new Explored.Shown(schedule, ending, story);
  }

  @Override
  public void close() {
    hands.forEach(Hand::close);
  }
}

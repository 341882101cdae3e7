package org.fputlab.cluster;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.fputlab.explore.Crew;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Hand;
import org.fputlab.explore.Search;

/**
 * The workers of a cluster as a crew: searches are handed out to them. Where there is no worker the
 * schedules are run here.
 */
public final class ClusterCrew implements Crew, AutoCloseable {

  private static final long TOLD_EVERY_MILLIS = 200;
  private static final long SAVED_EVERY_NANOS = 2_000_000_000L;
  private static final long ALONE_NANOS = 3_000_000_000L;

  /**
   * How it is set up.
   *
   * @param listen where workers find it
   * @param security what keeps strangers out
   * @param workers how many to wait for before the first search
   * @param patience how long to wait for them
   * @param jobs how many schedules to run here at a time where no worker is
   * @param version which program it is
   */
  public record Plan(
      Place listen, Security security, int workers, Duration patience, int jobs, String version) {}

  private final Plan plan;
  private final SavedSearches saved;
  private final Consumer<String> says;
  private final Crowd crowd;
  private final ActorSystem<Coordinator.Command> system;
  private final AtomicLong searches = new AtomicLong();
  private final List<Hand> hands = new ArrayList<>();
  private final LongSupplier nanos;
  private final String run;
  private long emptySince;

  private ClusterCrew(
      Plan plan,
      SavedSearches saved,
      Consumer<String> says,
      Crowd crowd,
      ActorSystem<Coordinator.Command> system,
      LongSupplier nanos) {
    this.plan = plan;
    this.saved = saved;
    this.says = says;
    this.crowd = crowd;
    this.system = system;
    this.nanos = nanos;
    this.run = Long.toHexString(system.startTime());
    this.emptySince = nanos.getAsLong();
  }

  /**
   * Listens from now on.
   *
   * @param saved what is known already, and where it is kept
   * @param says tells the user who comes and goes
   */
  public static ClusterCrew open(Plan plan, SavedSearches saved, Consumer<String> says)
      throws CannotOpen {
    plan.security().check(plan.listen());
    LongSupplier nanos = System::nanoTime;
    Crowd crowd = new Crowd(says, nanos);
    ActorSystem<Coordinator.Command> system =
        Node.open(plan.listen(), plan.security(), Coordinator.create(plan.version(), crowd));
    return new ClusterCrew(plan, saved, says, crowd, system, nanos);
  }

  /** Where it listens. */
  public Place place() {
    return Node.place(system);
  }

  /** How each node gets on. */
  public List<NodeRate> rates() {
    return crowd.rates();
  }

  @Override
  public void work(Search search, Exploration.Progress progress) throws InterruptedException {
    String name = SavedSearches.name(search.schedules().setting());
    saved.of(name).ifPresent(search::resume);
    Work work = new Work(run + "-" + searches.incrementAndGet(), search);
    system.tell(new Coordinator.Begin(work));
    long keptAt = nanos.getAsLong();
    try {
      while (!isDone(work) && !search.isToStop()) {
        if (nanos.getAsLong() - keptAt > SAVED_EVERY_NANOS) {
          keptAt = nanos.getAsLong();
          save(name, work);
        }
        progress.tell(search.schedules().setting(), search.done(), search.most(), search.bound());
        workHereIfAlone();
      }
    } finally {
      system.tell(new Coordinator.Drop(work.id()));
      save(name, work);
    }
  }

  private void save(String name, Work work) {
    try {
      saved.save(name, work.known());
    } catch (IOException failed) {
      says.accept("how far it is could not be saved: " + failed.getMessage());
    }
  }

  private static boolean isDone(Work work) throws InterruptedException {
    try {
      work.done().get(TOLD_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }

  /** Waits for as many workers as are wanted, as long as it may. */
  public synchronized void awaitWorkers(BooleanSupplier isToStop) throws InterruptedException {
    long begun = nanos.getAsLong();
    int there = crowd.size();
    while (there < plan.workers()
        && !isToStop.getAsBoolean()
        && nanos.getAsLong() - begun < plan.patience().toNanos()) {
      there = crowd.await(plan.workers(), TOLD_EVERY_MILLIS);
    }
    if (isToStop.getAsBoolean()) {
      return;
    }
    long seconds = plan.patience().toSeconds();
    if (there == 0) {
      workHere("no worker has come within %d s".formatted(seconds));
    } else if (there < plan.workers()) {
      says.accept(
          "%d of %d workers have come within %d s: begins with these"
              .formatted(there, plan.workers(), seconds));
    }
  }

  private synchronized void workHereIfAlone() {
    if (crowd.size() > 0) {
      emptySince = nanos.getAsLong();
    } else if (nanos.getAsLong() - emptySince > ALONE_NANOS) {
      workHere("no worker is left");
    }
  }

  private void workHere(String why) {
    says.accept(
        "%s: works by itself, with %d %s"
            .formatted(why, plan.jobs(), plan.jobs() == 1 ? "job" : "jobs"));
    String name = place().toString();
    crowd.worksHere(name, plan.jobs());
    Known known = new Known();
    for (int i = 0; i < plan.jobs(); i++) {
      Hand hand = new Hand();
      hands.add(hand);
      system.systemActorOf(
          Puller.create(
              hand, known, name, nanos, wrong -> says.accept("fputlab itself failed: " + wrong)),
          "puller-" + i,
          Props.empty());
    }
  }

  @Override
  public void close() {
    CountDownLatch told = new CountDownLatch(1);
    system.tell(new Coordinator.End(told));
    try {
      if (told.await(1, TimeUnit.SECONDS)) {
        crowd.awaitNobody(1_000);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    hands.forEach(Hand::close);
    system.terminate();
  }
}

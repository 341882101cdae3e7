package org.fputlab.cluster;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The workers that a coordinator knows, and how each gets on. The coordinator tells it; others
 * look.
 */
final class Crowd {

  private static final class Entry {
    private final @Nullable ActorRef<Worker.Command> worker;
    private final int jobs;
    private long ran;
    private long ranBefore;
    private double perSecond;

    Entry(@Nullable ActorRef<Worker.Command> worker, int jobs) {
      this.worker = worker;
      this.jobs = jobs;
    }
  }

  private final Map<String, Entry> nodes = new LinkedHashMap<>();
  private final Consumer<String> says;
  private final LongSupplier nanos;
  private long measured;
  private boolean isOver;

  /**
   * Nobody so far.
   *
   * @param says tells the user
   */
  Crowd(Consumer<String> says, LongSupplier nanos) {
    this.says = says;
    this.nanos = nanos;
    this.measured = nanos.getAsLong();
  }

  /** Somebody comes; false if that one was here. */
  synchronized boolean comes(String name, int jobs, ActorRef<Worker.Command> worker) {
    if (nodes.containsKey(name)) {
      return false;
    }
    nodes.put(name, new Entry(worker, jobs));
    says.accept("worker " + name + " has joined, with " + jobs + (jobs == 1 ? " job" : " jobs"));
    notifyAll();
    return true;
  }

  /** The coordinator itself works too. */
  synchronized void worksHere(String name, int jobs) {
    nodes.put(name, new Entry(null, jobs));
  }

  synchronized void lost(ActorRef<Worker.Command> worker) {
    List<String> names = new ArrayList<>();
    nodes.forEach(
        (name, entry) -> {
          if (worker.equals(entry.worker)) {
            names.add(name);
          }
        });
    for (String name : names) {
      nodes.remove(name);
      if (!isOver) {
        says.accept("worker " + name + " is gone; what it had is given to others");
      }
    }
    notifyAll();
  }

  /** All is done: whoever goes from now on is not missed. */
  synchronized void over() {
    isOver = true;
  }

  synchronized void refused(String name, String why) {
    says.accept("worker " + name + " is refused: " + why);
  }

  /** So many schedules were run there. */
  synchronized void ran(String name, long schedules) {
    Entry entry = nodes.get(name);
    if (entry != null) {
      entry.ran += schedules;
    }
  }

  /** Takes the rates anew. */
  synchronized void measure() {
    long now = nanos.getAsLong();
    double seconds = Math.max(1, now - measured) / 1e9;
    measured = now;
    for (Entry entry : nodes.values()) {
      double late = (entry.ran - entry.ranBefore) / seconds;
      entry.perSecond = entry.ranBefore == 0 ? late : (entry.perSecond + late) / 2;
      entry.ranBefore = entry.ran;
    }
  }

  synchronized Optional<ActorRef<Worker.Command>> workerOf(String name) {
    Entry entry = nodes.get(name);
    return entry == null ? Optional.empty() : Optional.ofNullable(entry.worker);
  }

  synchronized List<ActorRef<Worker.Command>> workers() {
    List<ActorRef<Worker.Command>> workers = new ArrayList<>();
    for (Entry entry : nodes.values()) {
      if (entry.worker != null) {
        workers.add(entry.worker);
      }
    }
    return workers;
  }

  /** How many schedules are run at a time, all nodes together. */
  synchronized int hands() {
    return nodes.values().stream().mapToInt(entry -> entry.jobs).sum();
  }

  /** How many nodes there are. */
  synchronized int size() {
    return nodes.size();
  }

  /** Waits so long at most for so many; returns how many there are. */
  synchronized int await(int wanted, long millis) throws InterruptedException {
    await(() -> nodes.size() >= wanted, millis);
    return nodes.size();
  }

  /** Waits so long at most for all workers to have gone. */
  synchronized void awaitNobody(long millis) throws InterruptedException {
    await(() -> workers().isEmpty(), millis);
  }

  private synchronized void await(BooleanSupplier what, long millis) throws InterruptedException {
    long end = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (left > 0 && !what.getAsBoolean()) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - nanos.getAsLong());
    }
  }

  synchronized List<NodeRate> rates() {
    List<NodeRate> rates = new ArrayList<>();
    nodes.forEach(
        (name, entry) -> rates.add(new NodeRate(name, entry.jobs, entry.ran, entry.perSecond)));
    return rates;
  }
}

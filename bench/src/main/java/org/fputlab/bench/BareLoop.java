package org.fputlab.bench;

import java.util.ArrayDeque;
import java.util.PriorityQueue;
import org.fputlab.engine.RandomStream;

/** The queue of closes as a loop over a priority queue of events, with nothing else around it. */
final class BareLoop implements CloseQueue {

  private record Event(double at, boolean isArrival) {}

  @Override
  public String name() {
    return "bare Java event loop";
  }

  @Override
  public Outcome run(long closes, long seed) {
    RandomStream random = new RandomStream(seed);
    PriorityQueue<Event> events = new PriorityQueue<>((a, b) -> Double.compare(a.at, b.at));
    ArrayDeque<Double> queue = new ArrayDeque<>();
    events.add(new Event(exponential(random, 1 / ARRIVALS_PER_SECOND), true));
    long handled = 0;
    long done = 0;
    double lag = 0;
    while (done < closes) {
      Event event = events.remove();
      handled++;
      if (event.isArrival) {
        queue.add(event.at);
        events.add(new Event(event.at + exponential(random, 1 / ARRIVALS_PER_SECOND), true));
      } else {
        lag += event.at - queue.remove();
        done++;
      }
      boolean workerStarts = event.isArrival ? queue.size() == 1 : !queue.isEmpty();
      if (workerStarts) {
        events.add(new Event(event.at + exponential(random, MEAN_SERVICE), false));
      }
    }
    return new Outcome(done, handled, lag / done);
  }

  private static double exponential(RandomStream random, double mean) {
    return -mean * Math.log(random.getAsDouble());
  }
}

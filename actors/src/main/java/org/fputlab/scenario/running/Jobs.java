package org.fputlab.scenario.running;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Does a list of things on several threads at a time, each with engines of its own. Which thread
 * takes which is a matter of chance; what comes of each is not, and the outcomes are in order.
 *
 * @param <T> what is to be done
 * @param <R> what comes of it
 */
public final class Jobs<T, R> {

  /** What one thread does them with, and closes at the end. */
  public interface Hand<T, R> extends AutoCloseable {

    /** Does one; empty where it was stopped before it came to anything, and nobody begins more. */
    Optional<R> does(T what) throws InterruptedException;

    @Override
    void close();
  }

  /** Hears of those that have ended, on any of the threads but on one at a time. */
  public interface Listener<R> {
    void ended(int done, int of, R last);
  }

  private final String name;
  private final List<T> all;
  private final Supplier<Hand<T, R>> hands;
  private final Listener<R> listener;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReferenceArray<@Nullable R> outcomes;
  private int done;

  /**
   * Prepares them.
   *
   * @param name of the threads
   * @param hands makes each thread what it works with, on that thread
   */
  public Jobs(String name, List<T> all, Supplier<Hand<T, R>> hands, Listener<R> listener) {
    this.name = name;
    this.all = List.copyOf(all);
    this.hands = hands;
    this.listener = listener;
    this.outcomes = new AtomicReferenceArray<>(all.size());
  }

  /** Does them with so many threads; if it is stopped, what had ended. */
  public List<R> run(int threads) throws InterruptedException {
    LoggerFactory.getILoggerFactory(); // which would complain if several threads were the first
    int most = Math.max(1, Math.min(threads, all.size()));
    ExecutorService executor = Executors.newFixedThreadPool(most, this::daemon);
    try {
      List<Future<?>> works = new ArrayList<>();
      for (int i = 0; i < most; i++) {
        works.add(executor.submit(this::work));
      }
      for (Future<?> work : works) {
        work.get();
      }
    } catch (ExecutionException failed) {
      throw rethrown(Objects.requireNonNull(failed.getCause()));
    } finally {
      executor.shutdownNow();
    }
    return inOrder();
  }

  private Thread daemon(Runnable work) {
    Thread thread = new Thread(work, name);
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
    try (Hand<T, R> hand = hands.get()) {
      for (int i = next.getAndIncrement(); i < all.size(); i = next.getAndIncrement()) {
        Optional<R> outcome = hand.does(all.get(i));
        if (outcome.isEmpty()) {
          beginNoMore();
          return;
        }
        outcomes.set(i, outcome.get());
        tell(outcome.get());
      }
    } catch (InterruptedException given) {
      beginNoMore();
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error failed) {
      beginNoMore();
      throw failed;
    }
  }

  private void beginNoMore() {
    next.set(all.size());
  }

  private synchronized void tell(R last) {
    done++;
    listener.ended(done, all.size(), last);
  }

  private List<R> inOrder() {
    List<R> ended = new ArrayList<>();
    for (int i = 0; i < outcomes.length(); i++) {
      R outcome = outcomes.get(i);
      if (outcome != null) {
        ended.add(outcome);
      }
    }
    return ended;
  }
}

package org.fputlab.explore;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One thread with an actor system of its own, on which it runs schedule after schedule. */
public final class Hand implements AutoCloseable {

  private final ExecutorService thread = Executors.newSingleThreadExecutor(Hand::daemon);
  private @Nullable ScheduleRunner runner;

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "explore");
    thread.setDaemon(true);
    return thread;
  }

  /** Has it do something, after what it does now. */
  public <T> CompletableFuture<T> does(Function<ScheduleRunner, T> what) {
    return CompletableFuture.supplyAsync(() -> what.apply(own()), thread);
  }

  /** An engine belongs to the thread that made it. */
  private ScheduleRunner own() {
    ScheduleRunner made = runner;
    if (made == null) {
      made = new ScheduleRunner();
      runner = made;
    }
    return made;
  }

  @Override
  public void close() {
    thread.execute(
        () -> {
          if (runner != null) {
            runner.close();
          }
        });
    thread.shutdown();
  }
}

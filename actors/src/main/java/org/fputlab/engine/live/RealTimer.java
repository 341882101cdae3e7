package org.fputlab.engine.live;

import akka.actor.LightArrayRevolverScheduler;
import akka.dispatch.ExecutionContexts;
import akka.event.NoLogging;
import com.typesafe.config.Config;
import java.util.concurrent.TimeUnit;
import scala.concurrent.duration.FiniteDuration;

/** Akka's own scheduler in real time, its tick as {@code config/live.conf} sets it. */
final class RealTimer implements Wakes, AutoCloseable {

  private final LightArrayRevolverScheduler scheduler;
  private long wakesAt = Long.MAX_VALUE;

  RealTimer(Config config) {
    scheduler =
        new LightArrayRevolverScheduler(
            config,
            NoLogging.getInstance(),
            task -> {
              Thread thread = new Thread(task, "fputlab-timer");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public synchronized void wakeIn(long nanos, Runnable what) {
    long at = System.nanoTime() + nanos;
    if (at >= wakesAt) {
      return;
    }
    wakesAt = at;
    scheduler.scheduleOnce(
        FiniteDuration.apply(nanos, TimeUnit.NANOSECONDS),
        () -> wake(at, what),
        ExecutionContexts.fromExecutor(Runnable::run));
  }

  private void wake(long at, Runnable what) {
    synchronized (this) {
      if (wakesAt == at) {
        wakesAt = Long.MAX_VALUE;
      }
    }
    what.run();
  }

  @Override
  public void close() {
    scheduler.close();
  }
}

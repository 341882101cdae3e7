package org.fputlab.engine;

import akka.actor.AbstractScheduler;
import akka.actor.Cancellable;
import akka.event.LoggingAdapter;
import com.typesafe.config.Config;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/** Akka's scheduler on the time of the run, for whatever in Akka itself sets a timer. */
public final class EngineScheduler extends AbstractScheduler {

  private final Core core;

  public EngineScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {
    this.core = Core.named(config.getString("fputlab.engine"));
  }

  @Override
  @SuppressWarnings(
      "deprecation") // abstract in AbstractScheduler: there is no other way to be a scheduler
  public Cancellable schedule(
      FiniteDuration initialDelay,
      FiniteDuration interval,
      Runnable runnable,
      ExecutionContext executor) {
    Timer timer = new Timer(runnable, interval.toNanos());
    core.at(initialDelay.toNanos(), timer, null);
    return timer;
  }

  @Override
  public Cancellable scheduleOnce(
      FiniteDuration delay, Runnable runnable, ExecutionContext executor) {
    Timer timer = new Timer(runnable, 0);
    core.at(delay.toNanos(), timer, null);
    return timer;
  }

  @Override
  public double maxFrequency() {
    return TimeUnit.SECONDS.toNanos(1);
  }

  private final class Timer implements Cancellable, Runnable {
    private final Runnable task;
    private final long interval;
    private boolean cancelled;

    Timer(Runnable task, long interval) {
      this.task = task;
      this.interval = interval;
    }

    @Override
    public void run() {
      if (cancelled) {
        return;
      }
      task.run();
      if (interval > 0) {
        core.at(interval, this, null);
      } else {
        cancelled = true;
      }
    }

    @Override
    public boolean cancel() {
      boolean first = !cancelled;
      cancelled = true;
      return first;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }
  }
}

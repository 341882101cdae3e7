package org.fputlab.cli.screen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.fputlab.cli.remote.LiveView;
import org.fputlab.cli.remote.LiveView.Task;
import org.fputlab.cli.remote.Refused;
import org.fputlab.cli.remote.RemoteRun;
import org.fputlab.cli.remote.RunEvent;
import org.fputlab.cli.remote.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * Asks a live run for news again and again, and carries wishes to it, on a thread of its own so
 * that the keyboard never waits for the network.
 */
final class Follower implements Runnable {

  /** What is heard; called on the follower's thread. */
  interface Listener {

    void seen(Moment moment);

    /**
     * What came of a wish.
     *
     * @param done whether it was granted
     */
    void answered(boolean done, List<String> lines);

    void ended(Ending ending);

    /** Something was told; called on a thread of its own. */
    void told(RunEvent line);
  }

  /** More tasks than this with all that they hold are much to send twice a second. */
  private static final int CROWD = 1000;

  private static final int SILENCES_BORNE = 6;
  private static final long LAST_WORD_SECONDS = 2;

  private final RemoteRun run;
  private final long everyMillis;
  private final Listener listener;
  private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();
  private final CompletableFuture<Optional<String>> end;
  private volatile Function<LiveView, Optional<String>> taskLookedAt = live -> Optional.empty();
  private volatile boolean wantsHolds;
  private @Nullable Moment last;
  private int silences;
  private boolean over;

  Follower(RemoteRun run, long everyMillis, Listener listener) {
    this.run = run;
    this.everyMillis = everyMillis;
    this.listener = listener;
    end = run.follow(listener::told);
  }

  /** From now on this task is asked for as well. */
  void lookAt(Function<LiveView, Optional<String>> task) {
    taskLookedAt = task;
  }

  /** From now on what tasks hold is asked for, however many they are. */
  void wantHolds(boolean wanted) {
    wantsHolds = wanted;
  }

  private boolean isWhole() {
    return wantsHolds || last == null || last.live().tasks().size() <= CROWD;
  }

  /** Carries a wish to the run, or just asks for news at once. */
  void carry(Wish wish) {
    wishes.add(wish);
  }

  @Override
  public void run() {
    try {
      while (!over) {
        look();
        Wish wish = over ? null : wishes.poll(everyMillis, TimeUnit.MILLISECONDS);
        if (wish != null) {
          grant(wish);
        }
      }
    } catch (InterruptedException left) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException broken) {
      end(new Ending.Failed(broken));
    }
  }

  private void look() throws InterruptedException {
    try {
      LiveView live = run.live(isWhole());
      Optional<String> name = taskLookedAt.apply(live);
      Task task = name.isPresent() ? run.task(name.get()).orElse(null) : null;
      last = new Moment(live, task);
      silences = 0;
      listener.seen(last);
      if (live.state().over()) {
        end(new Ending.Over(live.state().verdict()));
      }
    } catch (Unavailable gone) {
      trouble(gone);
    }
  }

  private void trouble(Unavailable gone) throws InterruptedException {
    silences++;
    if (gone.mayPass() && silences < SILENCES_BORNE) {
      if (last != null) {
        listener.seen(last.troubledBy(String.valueOf(gone.getMessage())));
      }
      return;
    }
    Optional<String> verdict = lastWord();
    if (verdict.isPresent()) {
      end(new Ending.Over(verdict.get()));
    } else if (last == null) {
      end(new Ending.Vanished(0, "unknown"));
    } else {
      end(new Ending.Vanished(last.live().state().nowNs(), last.live().state().verdict()));
    }
  }

  /** The verdict, if the run has said it before it went; it may still be on its way. */
  private Optional<String> lastWord() throws InterruptedException {
    try {
      return end.get(LAST_WORD_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException none) {
      return Optional.empty();
    }
  }

  private void end(Ending ending) {
    over = true;
    listener.ended(ending);
  }

  private void grant(Wish wish) {
    try {
      if (wish instanceof Wish.Inject inject) {
        JsonNode begun = run.inject(inject.fault());
        tell("#%s %s %s begins", begun.path("id"), begun.path("on"), begun.path("what"));
      } else if (wish instanceof Wish.Lift lift) {
        run.lift(lift.fault());
        tell("#" + lift.fault() + " ends");
      } else if (wish instanceof Wish.LiftAll) {
        int lifted = run.liftAll().path("lifted").size();
        tell(lifted + (lifted == 1 ? " fault ends" : " faults end"));
      } else if (wish instanceof Wish.Tell tell) {
        run.log(tell.actor(), tell.level());
        tell(tell.actor() + " logs at " + tell.level());
      }
    } catch (Refused refused) {
      listener.answered(
          false,
          refused.problems().isEmpty()
              ? List.of(String.valueOf(refused.getMessage()))
              : refused.problems());
    } catch (Unavailable gone) {
      listener.answered(false, List.of(String.valueOf(gone.getMessage())));
    }
  }

  private void tell(String format, JsonNode... parts) {
    Object[] words = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      words[i] = parts[i].asText();
    }
    listener.answered(true, List.of(format.formatted(words)));
  }
}

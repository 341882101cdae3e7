package org.fputlab.kernel.epoll;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.model.Effect;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * In which order the calls of epoll take their locks, whichever eventpolls they are about: for who
 * walks steps without running them. What a task runs is in {@link EpollCalls}, {@link EpollPolls}
 * and {@link EpollCloses}.
 *
 * <p>The mutexes of all eventpolls are one here. That one nests in another is left out: the check
 * for loops keeps eventpolls from watching one another in a circle ({@code ep_loop_check},
 * fs/eventpoll.c, v6.6).
 */
final class EpollOrders {

  private static final int ANY = 0;

  private static final Step POLLS = Step.inside(task -> true, new Effect.Polls());

  private static final Path REMOVE =
      new Path("eventpoll_release_file", List.of(EpollLocks.lock(ANY), EpollLocks.unlock(ANY)));

  private static final Path REMOVE_GLOBALLY =
      new Path(
          "eventpoll_release_file",
          List.of(
              EpollLocks.lockGlobal(),
              EpollLocks.lock(ANY),
              EpollLocks.unlock(ANY),
              EpollLocks.unlockGlobal()));

  /** What the close of a watched file, or of an eventpoll, takes. */
  static final Effect CLOSE =
      new Effect.Since(
          6, 4, List.of(new Effect.Runs(REMOVE)), List.of(new Effect.Runs(REMOVE_GLOBALLY)));

  /** {@code EPOLL_CTL_ADD}: asks the file at once, perhaps behind the check for loops. */
  static final Effect ADD =
      new Effect.Runs(
          new Path(
              "do_epoll_ctl",
              List.of(
                  EpollLocks.lock(ANY),
                  POLLS,
                  EpollLocks.unlock(ANY),
                  EpollLocks.lockGlobal(),
                  EpollLocks.lock(ANY),
                  POLLS,
                  EpollLocks.unlock(ANY),
                  EpollLocks.unlockGlobal())));

  /** {@code EPOLL_CTL_DEL}. */
  static final Effect DELETE =
      new Effect.Runs(
          new Path("do_epoll_ctl", List.of(EpollLocks.lock(ANY), EpollLocks.unlock(ANY))));

  private EpollOrders() {}

  /**
   * {@code epoll_wait}.
   *
   * @param tell what it takes to tell the task of an event
   */
  static Effect wait(List<Step> tell) {
    List<Step> steps = new ArrayList<>(List.of(EpollLocks.lock(ANY), POLLS));
    steps.addAll(tell);
    steps.add(EpollLocks.unlock(ANY));
    return new Effect.Runs(new Path("ep_send_events", steps));
  }
}

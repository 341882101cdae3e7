package org.fputlab.kernel.epoll;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.kernel.files.FilePolls;
import org.fputlab.kernel.task.Running;
import org.fputlab.model.Epitems;
import org.fputlab.model.KernelVersion;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * How one task asks the files that an eventpoll watches, with its mutex held.
 *
 * <p>Emulates {@code ep_item_poll}, {@code __ep_eventpoll_poll} and {@code ep_send_events}
 * (fs/eventpoll.c, v6.6). Since 6.9 the file has a reference meanwhile ({@code epi_fget}, commit
 * 4efaa5acf0a1), which may be the last when it is dropped. Every watched file has an event: a
 * nested eventpoll asks only the first of its own.
 */
final class EpollPolls {

  private final Running task;

  EpollPolls(Running task) {
    this.task = task;
  }

  /** {@code ep_item_poll}. */
  boolean poll(Epitems.Watched file, int depth) {
    Step ask =
        file.eventpoll()
            ? Step.inside(all -> task.call(nested(file.file(), depth)))
            : Step.inside(all -> all.the(FilePolls.class).poll(file.file(), file.mount()));
    KernelVersion version = task.execution().machine().spec().version();
    if (!version.isAtLeast(6, 9)) {
      return ask.run(task);
    }
    return task.the(FilePolls.class).withReference(file.file(), new Path("", List.of(ask)));
  }

  /** {@code __ep_eventpoll_poll}. */
  private Path nested(int eventpoll, int depth) {
    Step first =
        EpollItems.asking(
            self -> new Eventpolls.Items(eventpoll, self),
            found -> found.watched().isEmpty() || poll(found.watched().get(0), depth + 1));
    return new Path(
        "ep_eventpoll_poll",
        List.of(
            EpollLocks.lockNested(eventpoll, depth),
            first,
            EpollLocks.unlockNested(eventpoll, depth)));
  }

  /**
   * {@code ep_send_events}: tells the task of each event, in its memory.
   *
   * @param tell what it takes to write one there
   */
  Path sendEvents(int eventpoll, List<Step> tell) {
    Step each =
        EpollItems.asking(
            self -> new Eventpolls.Items(eventpoll, self),
            found -> {
              List<Step> polls = new ArrayList<>();
              for (Epitems.Watched file : found.watched()) {
                polls.add(Step.inside(all -> poll(file, 1)));
                polls.addAll(tell);
              }
              return task.call(new Path("", polls));
            });
    return new Path(
        "ep_send_events", List.of(EpollLocks.lock(eventpoll), each, EpollLocks.unlock(eventpoll)));
  }
}

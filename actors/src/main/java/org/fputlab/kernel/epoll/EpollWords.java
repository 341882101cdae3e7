package org.fputlab.kernel.epoll;

import java.util.List;
import org.fputlab.kernel.memory.MemoryWords;
import org.fputlab.kernel.words.Arguments;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.OpenMode;
import org.fputlab.model.Step;

/** The words of epoll: fs/eventpoll.c, v6.6. */
public final class EpollWords {

  private static final Effect WATCHES_NOTHING = new Effect.Empties(Effect.Store.EVENTPOLL);

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          new Word(
              "epoll_create1",
              "E on MOUNT",
              "Opens an eventpoll and calls it E.",
              EpollWords::create),
          new Word(
              "epoll_ctl_add",
              "E F",
              "Has the eventpoll E watch F, to which that takes no reference.",
              EpollWords::add),
          new Word("epoll_ctl_del", "E F", "Ends that.", a -> new EpollCtlDel(a.file(), a.file())),
          new Word(
              "epoll_wait",
              "E [MM]",
              "Asks every file that E watches, and tells the task of each in its memory MM.",
              a -> new EpollWait(a.file(), a.isEmpty() ? "" : a.addressSpace())),
          new Word(
              "ep_clear_and_put",
              "",
              "Has the eventpoll that is closed watch nothing any more.",
              a -> {
                a.needRelease();
                return new EpClearAndPut();
              }));

  private EpollWords() {}

  private static Step create(Arguments a) throws BadValue {
    String file = a.opened();
    a.word("on");
    return new EpollCreate(file, a.mount());
  }

  private static Step add(Arguments a) throws BadValue {
    String eventpoll = a.file();
    String file = a.file();
    if (eventpoll.equals(file)) {
      throw new BadValue(file + " cannot watch itself", "epoll_ctl(2) fails with EINVAL");
    }
    return new EpollCtlAdd(eventpoll, file);
  }

  /** {@code epoll_create1}. */
  public record EpollCreate(String file, String mount) implements Step {
    @Override
    public String word() {
      return "epoll_create1";
    }

    @Override
    public boolean run(Calls task) {
      return task.the(EpollCalls.class).create(file, mount);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Opens(file, mount, "", OpenMode.READ));
    }
  }

  /** {@code EPOLL_CTL_ADD}: the last close of the file takes the eventpoll's mutex from then on. */
  public record EpollCtlAdd(String eventpoll, String file) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(EpollCalls.class).add(eventpoll, file);
    }

    @Override
    public List<Effect> effects() {
      return List.of(
          new Effect.Uses(eventpoll),
          new Effect.Uses(file),
          new Effect.Watches(file),
          EpollOrders.ADD);
    }
  }

  /** {@code EPOLL_CTL_DEL}. */
  public record EpollCtlDel(String eventpoll, String file) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(EpollCalls.class).delete(eventpoll, file);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Uses(eventpoll), new Effect.Uses(file), EpollOrders.DELETE);
    }
  }

  /** {@code epoll_wait}, where there are events. */
  public record EpollWait(String eventpoll, String mm) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(EpollCalls.class).waitFor(eventpoll, tell());
    }

    /** {@code epoll_put_uevent}. */
    private List<Step> tell() {
      return mm.isEmpty() ? List.of() : List.of(new MemoryWords.PageFault(mm));
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Uses(eventpoll), EpollOrders.wait(tell()));
    }
  }

  /** {@code ep_clear_and_put}. */
  public record EpClearAndPut() implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(EpollCloses.class).clearAndPut();
    }

    @Override
    public List<Effect> effects() {
      return List.of(WATCHES_NOTHING, EpollOrders.CLOSE);
    }
  }
}

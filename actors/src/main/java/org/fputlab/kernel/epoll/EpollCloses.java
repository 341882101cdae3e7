package org.fputlab.kernel.epoll;

import java.util.List;
import org.fputlab.kernel.files.FileClosing;
import org.fputlab.kernel.mounts.Closings;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Running;
import org.fputlab.model.Calls;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * What one task does with eventpolls while it finalises a file.
 *
 * <p>Emulates {@code eventpoll_release_file} and {@code ep_clear_and_put} (fs/eventpoll.c, v6.6).
 * Until 6.3 both held {@code epmutex} meanwhile, {@code ep_free} the latter (v6.1). Leaves out who
 * sleeps in {@code epoll_wait} and is woken, and that an eventpoll that is closed leaves an item to
 * whoever finalises its file at that moment, which comes to the same.
 */
final class EpollCloses {

  private final Running task;
  private final Execution execution;

  EpollCloses(Running task) {
    this.task = task;
    this.execution = task.execution();
  }

  private boolean isGlobal() {
    return EpollLocks.closesAreGlobal(execution.machine().spec().version());
  }

  /** The file that the task finalises. */
  private int file() {
    return ((FileClosing) task.the(Closings.class).current()).file();
  }

  /** At the beginning of {@code __fput}: takes the file out of every eventpoll. */
  static boolean releaseFile(Calls calls) {
    EpollCloses own = calls.the(EpollCloses.class);
    int file = own.file();
    Path body = new Path("eventpoll_release_file", List.of(own.outOfNext(file)));
    Step look =
        EpollItems.asking(
            self -> new Eventpolls.Watcher(file, self),
            found -> !found.yes() || own.task.call(own.isGlobal() ? global(body) : body));
    return own.task.call(new Path("", List.of(look)));
  }

  private static Path global(Path body) {
    return new Path(
        body.function(),
        List.of(
            EpollLocks.lockGlobal(),
            inside(new Path("", body.steps())),
            EpollLocks.unlockGlobal()));
  }

  private static Step inside(Path path) {
    return Step.inside(all -> all.call(path));
  }

  /** Out of the one that was the last to watch it, and so on until none is left. */
  private Step outOfNext(int file) {
    return EpollItems.asking(
        self -> new Eventpolls.Watcher(file, self),
        found -> !found.yes() || task.call(outOf(found.watcher(), file)));
  }

  private Path outOf(int eventpoll, int file) {
    return new Path(
        "",
        List.of(
            EpollLocks.lock(eventpoll),
            EpollItems.asking(self -> new Eventpolls.Remove(eventpoll, file, self), found -> true),
            EpollLocks.unlock(eventpoll),
            outOfNext(file)));
  }

  /** In the release of an eventpoll. */
  boolean clearAndPut() {
    if (!(task.the(Closings.class).innermost() instanceof FileClosing closing)) {
      return true;
    }
    int eventpoll = closing.file();
    Path clear =
        new Path(
            isGlobal() ? "ep_free" : "ep_clear_and_put",
            List.of(
                EpollLocks.lock(eventpoll),
                EpollItems.telling(new Eventpolls.Clear(eventpoll)),
                EpollLocks.unlock(eventpoll)));
    return task.call(isGlobal() ? global(clear) : clear);
  }
}

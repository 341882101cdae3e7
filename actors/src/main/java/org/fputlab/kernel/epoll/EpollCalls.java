package org.fputlab.kernel.epoll;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fputlab.kernel.files.OpenFiles;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Running;
import org.fputlab.model.Epitems;
import org.fputlab.model.OpenMode;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * The system calls of epoll, as one task makes them.
 *
 * <p>Emulates {@code do_epoll_ctl}, {@code ep_insert} and {@code ep_loop_check_proc}
 * (fs/eventpoll.c, v6.6). A call that fails leaves everything as it was, and later steps go on.
 * Leaves out {@code EPOLL_CTL_MOD}, EPERM for files that cannot be polled, the check for too many
 * wake-up paths, and the sleep of {@code epoll_wait}, which holds nothing.
 */
final class EpollCalls {

  private static final String CTL = "do_epoll_ctl";

  /** One check whether an eventpoll would come to watch itself. */
  private static final class LoopCheck {
    final int insertingInto;
    final Set<Integer> visited = new LinkedHashSet<>();
    boolean loop;

    LoopCheck(int insertingInto) {
      this.insertingInto = insertingInto;
    }
  }

  private final Running task;
  private final Execution execution;
  private final OpenFiles open;

  EpollCalls(Running task) {
    this.task = task;
    this.execution = task.execution();
    this.open = task.the(OpenFiles.class);
  }

  boolean create(String file, String mount) {
    int on = execution.machine().mountNumber(mount);
    if (!execution.machine().mounts().get(on).fileSystem().isEventpoll()) {
      open.refused(file, on);
      return fails("epoll_create1", mount + " has no eventpolls", "EINVAL");
    }
    return open.open(file, mount, "", OpenMode.READ);
  }

  boolean add(String eventpoll, String file) {
    int into = open.file(eventpoll);
    int target = open.file(file);
    if (into == OpenFiles.NONE || target == OpenFiles.NONE) {
      return true;
    }
    if (!open.isEventpoll(eventpoll) || into == target) {
      return fails("epoll_ctl", eventpoll + " is no eventpoll that could watch " + file, "EINVAL");
    }
    Epitems.Watched watched =
        new Epitems.Watched(target, open.mountNumber(file), open.isEventpoll(file));
    Step look =
        EpollItems.asking(
            self -> new Eventpolls.Look(into, watched, self),
            found -> task.call(found.yes() ? addNested(into, watched) : insert(into, watched)));
    return task.call(new Path(CTL, List.of(EpollLocks.lock(into), look, EpollLocks.unlock(into))));
  }

  /** With the mutex let go and taken anew, behind the global one and the check for a loop. */
  private Path addNested(int into, Epitems.Watched target) {
    LoopCheck check = new LoopCheck(into);
    return new Path(
        "",
        List.of(
            EpollLocks.unlock(into),
            EpollLocks.lockGlobal(),
            Step.inside(all -> !target.eventpoll() || visit(target.file(), 0, check)),
            EpollLocks.lock(into),
            Step.inside(
                all ->
                    check.loop
                        ? fails("epoll_ctl", "eventpolls would watch one another", "ELOOP")
                        : task.call(insert(into, target))),
            EpollLocks.unlockGlobal()));
  }

  /** {@code ep_loop_check_proc}. */
  private boolean visit(int eventpoll, int depth, LoopCheck check) {
    check.visited.add(eventpoll);
    Step look =
        EpollItems.asking(
            self -> new Eventpolls.Items(eventpoll, self),
            found ->
                task.call(
                    new Path(
                        "",
                        found.watched().stream()
                            .filter(Epitems.Watched::eventpoll)
                            .map(next -> Step.inside(all -> consider(next.file(), depth, check)))
                            .toList())));
    return task.call(
        new Path(
            "ep_loop_check_proc",
            List.of(
                EpollLocks.lockNested(eventpoll, depth + 1),
                look,
                EpollLocks.unlockNested(eventpoll, depth + 1))));
  }

  private boolean consider(int next, int depth, LoopCheck check) {
    if (check.loop || check.visited.contains(next)) {
      return true;
    }
    if (next == check.insertingInto || depth > Epitems.MAX_NESTS) {
      check.loop = true;
      return true;
    }
    return visit(next, depth + 1, check);
  }

  /** {@code ep_insert}: then asks the file whether it has an event already. */
  private Path insert(int into, Epitems.Watched target) {
    Step attach =
        EpollItems.asking(
            self -> new Eventpolls.Insert(into, target, self),
            found ->
                found.yes()
                    || fails("epoll_ctl", "file " + target.file() + " is watched", "EEXIST"));
    Step poll =
        Step.inside(all -> !execution.callSucceeded() || all.the(EpollPolls.class).poll(target, 1));
    Step begin =
        Step.inside(
            all -> {
              execution.callEnded(true);
              return true;
            });
    if (!target.eventpoll()) {
      return new Path("ep_insert", List.of(begin, attach, poll));
    }
    return new Path(
        "ep_insert",
        List.of(
            begin,
            EpollLocks.lockNested(target.file(), 1),
            attach,
            EpollLocks.unlockNested(target.file(), 1),
            poll));
  }

  boolean delete(String eventpoll, String file) {
    int from = open.file(eventpoll);
    int target = open.file(file);
    if (from == OpenFiles.NONE || target == OpenFiles.NONE) {
      return true;
    }
    if (!open.isEventpoll(eventpoll)) {
      return fails("epoll_ctl", eventpoll + " is no eventpoll", "EINVAL");
    }
    Step remove =
        EpollItems.asking(
            self -> new Eventpolls.Remove(from, target, self),
            found -> found.yes() || fails("epoll_ctl", file + " is not watched", "ENOENT"));
    return task.call(
        new Path(CTL, List.of(EpollLocks.lock(from), remove, EpollLocks.unlock(from))));
  }

  boolean waitFor(String eventpoll, List<Step> tell) {
    int from = open.file(eventpoll);
    if (from == OpenFiles.NONE) {
      return true;
    }
    if (!open.isEventpoll(eventpoll)) {
      return fails("epoll_wait", eventpoll + " is no eventpoll", "EINVAL");
    }
    Step ifAny =
        EpollItems.asking(
            self -> new Eventpolls.Items(from, self),
            found ->
                found.watched().isEmpty()
                    || task.call(task.the(EpollPolls.class).sendEvents(from, tell)));
    return task.call(new Path("do_epoll_wait", List.of(ifAny)));
  }

  private boolean fails(String call, String why, String errno) {
    execution.noted(call + " fails with " + errno + ": " + why);
    execution.callEnded(false);
    return true;
  }
}

package org.fputlab.kernel.epoll;

import akka.actor.typed.ActorRef;
import java.util.List;
import org.fputlab.engine.Engine;
import org.fputlab.kernel.files.Files;
import org.fputlab.kernel.locks.Locks;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Spawner;
import org.fputlab.kernel.task.Subsystem;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.kernel.words.Area;
import org.fputlab.model.Path;
import org.fputlab.model.Step;
import org.jspecify.annotations.Nullable;

/** The area of epoll. A machine without a mount whose files are eventpolls has none of it. */
public final class Epolls {

  private static final Area AREA = Area.of("epoll").with(EpollWords.ALL);

  /** What it brings to every machine, and what it is made from. */
  public static final Subsystem<Epolls> SUBSYSTEM =
      new Subsystem<>(
          Epolls.class,
          AREA,
          by ->
              new Epolls(
                  by.machine(),
                  by.spawner(),
                  by.tasks(),
                  by.the(Locks.class),
                  by.the(Files.class)));

  /** What the close of a file takes that an eventpoll watches. */
  public static final Path RELEASE_FILE =
      new Path("", List.of(Step.inside(EpollCloses::releaseFile, EpollOrders.CLOSE)));

  private final @Nullable ActorRef<Message> actor;

  /** Starts the eventpolls, and has every close look whether the file is watched. */
  public Epolls(Machine machine, Spawner spawner, Tasks tasks, Locks locks, Files files) {
    boolean any = machine.mounts().stream().anyMatch(mount -> mount.fileSystem().isEventpoll());
    this.actor = any ? start(machine.engine(), spawner, locks) : null;
    tasks.carry(EpollCalls.class, EpollCalls::new);
    tasks.carry(EpollPolls.class, EpollPolls::new);
    tasks.carry(EpollCloses.class, EpollCloses::new);
    tasks.carry(EpollItems.class, task -> new EpollItems(task, this));
    tasks.carry(EpollLocks.class, EpollLocks::new);
    if (any) {
      files.beforeRelease(RELEASE_FILE.step(0));
    }
  }

  private static ActorRef<Message> start(Engine engine, Spawner spawner, Locks locks) {
    ActorRef<Message> eventpolls = spawner.spawn(Eventpolls.create(engine), "epoll");
    locks.own(eventpolls, EpollLocks.WORDS);
    return eventpolls;
  }

  ActorRef<? super Eventpolls.Command> actor() {
    if (actor == null) {
      throw new IllegalStateException("the machine has no eventpolls");
    }
    return actor;
  }
}

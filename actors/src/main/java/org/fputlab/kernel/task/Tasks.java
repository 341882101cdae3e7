package org.fputlab.kernel.task;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.fputlab.kernel.words.Area;
import org.fputlab.model.KernelSpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes a machine's tasks, each with what it carries of every area, and finds by name those that
 * are there from the start. The areas say what tasks carry when they are wired; after that it is
 * only read.
 */
public final class Tasks {

  private static final Area AREA = Area.of("kthreadd").with(TaskWords.ALL).with(SignalWords.ALL);

  /** What it brings to every machine, and what it is made from. */
  public static final Subsystem<Tasks> SUBSYSTEM =
      new Subsystem<>(Tasks.class, AREA, by -> new Tasks(by.machine()));

  private final Machine machine;
  private final Carried carried = new Carried();
  private final Map<String, ActorRef<Task.Command>> named =
      Collections.synchronizedMap(new LinkedHashMap<>());

  public Tasks(Machine machine) {
    this.machine = machine;
    carry(Batches.class, Batches::new);
    carry(TaskWork.class, task -> new TaskWork());
    carry(Slowness.class, task -> new Slowness());
    carry(Signals.class, task -> new Signals(task, this));
    carry(Freezing.class, Freezing::new);
    carry(Threads.class, task -> new Threads(task, this));
  }

  /** Every task carries one of these, made by {@code maker} when it first needs it. */
  public <P> void carry(Class<P> type, Function<Running, P> maker) {
    carried.add(type, maker);
  }

  /** A task that is given its work. */
  public Behavior<Task.Command> create(TaskSeat seat) {
    return Task.create(machine, carried, seat, null);
  }

  /** A task with a script of its own. */
  public Behavior<Task.Command> create(TaskSeat seat, KernelSpec.TaskSpec script) {
    return Task.create(machine, carried, seat, script);
  }

  /** A task that is there from the start. */
  public void name(String name, ActorRef<Task.Command> task) {
    named.put(name, task);
  }

  /** The task of this name, or null. */
  public @Nullable ActorRef<Task.Command> named(String name) {
    return named.get(name);
  }

  /** The one of this name, or all those of a group, in order of creation. */
  List<String> those(String nameOrGroup) {
    if (named(nameOrGroup) != null) {
      return List.of(nameOrGroup);
    }
    Pattern oneOfThem = Pattern.compile(Pattern.quote(nameOrGroup) + "-\\d+");
    return names().stream().filter(name -> oneOfThem.matcher(name).matches()).toList();
  }

  /** Tells all tasks that are there from the start. */
  public void tellAll(Task.Command news) {
    synchronized (named) {
      named.values().forEach(task -> task.tell(news));
    }
  }

  /** The names of all that are there from the start, in order of creation. */
  public List<String> names() {
    synchronized (named) {
      return List.copyOf(named.keySet());
    }
  }
}

package org.fputlab.kernel.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.kernel.words.Area;
import org.fputlab.model.KernelSpec;

/**
 * The subsystems of one machine while they are made: who is made asks here for those that it needs
 * and keeps them; afterwards nobody asks any more.
 */
public final class Wiring {

  private final List<Subsystem<?>> kinds;
  private final Machine machine;
  private final Spawner spawner;
  private final Map<Class<?>, Object> made = new LinkedHashMap<>();

  /** Makes one of each kind, in this order, but each after those that it needs. */
  public Wiring(List<Subsystem<?>> kinds, Machine machine, Spawner spawner) {
    this.kinds = kinds;
    this.machine = machine;
    this.spawner = spawner;
    kinds.forEach(kind -> the(kind.type()));
  }

  public Machine machine() {
    return machine;
  }

  public Spawner spawner() {
    return spawner;
  }

  /** The tasks, which every subsystem gives something to carry. */
  public Tasks tasks() {
    return the(Tasks.class);
  }

  /** The work items that every machine has. */
  public List<KernelSpec.Work> works() {
    return kinds.stream().map(Subsystem::area).map(Area::works).flatMap(List::stream).toList();
  }

  /** The subsystem of this type, which is made if it is not yet. */
  public <S> S the(Class<S> type) {
    Object one = made.get(type);
    if (one == null) {
      one = kind(type).maker().apply(this);
      made.put(type, one);
    }
    return type.cast(one);
  }

  private Subsystem<?> kind(Class<?> type) {
    return kinds.stream()
        .filter(kind -> kind.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no subsystem " + type.getName()));
  }
}

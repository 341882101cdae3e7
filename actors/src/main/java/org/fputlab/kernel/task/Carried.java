package org.fputlab.kernel.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What every task of a machine carries, by type, and how it is made for one: said by the areas
 * while they are wired, then only read. Every step looks something up here.
 */
final class Carried {

  private Class<?>[] types = {};
  private final List<Function<Running, ?>> makers = new ArrayList<>();

  <P> void add(Class<P> type, Function<Running, P> maker) {
    types = Arrays.copyOf(types, types.length + 1);
    types[types.length - 1] = type;
    makers.add(maker);
  }

  int size() {
    return types.length;
  }

  /** The place of this type. */
  int find(Class<?> type) {
    Class<?>[] all = types;
    for (int place = 0; place < all.length; place++) {
      if (all[place] == type) {
        return place;
      }
    }
    throw new IllegalStateException("no task carries " + type.getName());
  }

  /** Makes what stands at this place. */
  Object make(int place, Running task) {
    return makers.get(place).apply(task);
  }
}

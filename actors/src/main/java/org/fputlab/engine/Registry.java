package org.fputlab.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Named things of one run, made at first use and kept in that order. */
public final class Registry<T> {

  private final Map<String, T> byName = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Function<String, T> maker;

  Registry(Function<String, T> maker) {
    this.maker = maker;
  }

  /** The one of this name. */
  public T of(String name) {
    T known = byName.get(name);
    if (known == null) {
      known = maker.apply(name);
      byName.put(name, known);
    }
    return known;
  }

  /** The one of this name, or null: asking does not make it. */
  public @Nullable T known(String name) {
    return byName.get(name);
  }

  /** All, in order of first use. */
  public List<T> all() {
    synchronized (byName) {
      return new ArrayList<>(byName.values());
    }
  }

  void clear() {
    byName.clear();
  }
}

package org.fputlab.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for names, the same for the same name as long as a search goes on. */
final class Numbers {

  private final Map<Object, Integer> numbers = new HashMap<>();
  private final List<Object> names = new ArrayList<>();

  int of(Object name) {
    Integer known = numbers.get(name);
    if (known == null) {
      known = names.size();
      numbers.put(name, known);
      names.add(name);
    }
    return known;
  }

  Object name(int number) {
    return names.get(number);
  }
}

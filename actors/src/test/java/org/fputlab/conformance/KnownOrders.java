package org.fputlab.conformance;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What lockdep knew after everyday closes of many kinds on a real kernel, of the lock classes that
 * the emulator has: how each was taken, and which were taken after which, directly or not.
 *
 * @param usages the usages of each class of a name
 * @param orders each as {@code A -> B}
 */
record KnownOrders(Map<String, Set<String>> usages, Set<String> orders) {

  private static final String CLASS = "class ";
  private static final String ORDER = " -> ";

  static KnownOrders ofKernel() {
    Map<String, Set<String>> usages = new LinkedHashMap<>();
    Set<String> orders = new LinkedHashSet<>();
    for (String line : KernelText.resource("exercise.dependencies")) {
      if (line.startsWith(CLASS)) {
        List<String> words = List.of(line.substring(CLASS.length()).split(" "));
        Set<String> all = new LinkedHashSet<>(words.subList(0, words.size() - 1));
        usages.put(words.get(words.size() - 1), all);
      } else if (line.contains(ORDER)) {
        orders.add(line);
      }
    }
    return new KnownOrders(usages, orders);
  }

  /** Whether the kernel has both of its classes. */
  boolean knowsClassesOf(String order) {
    return List.of(order.split(ORDER)).stream().allMatch(usages::containsKey);
  }
}

package org.fputlab.explore;

import java.util.List;
import java.util.Set;
import org.fputlab.locks.Evidence;

/**
 * That a task asked for something while it held others, in a schedule that was run.
 *
 * @param group the tasks that can stand in for it
 * @param held the names of all that it held
 */
record Seen(String who, String group, Set<String> held) implements Evidence {

  @Override
  public List<String> heldAt() {
    return List.of();
  }

  @Override
  public List<String> askedAt() {
    return List.of();
  }

  @Override
  public List<Held> holding() {
    return held.stream()
        .map(
            name ->
                new Held(
                    org.fputlab.locks.Node.ofClass(org.fputlab.locks.Node.Kind.LOCK, name), ""))
        .toList();
  }

  @Override
  public String source() {
    return "";
  }
}

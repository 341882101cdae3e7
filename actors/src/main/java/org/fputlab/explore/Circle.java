package org.fputlab.explore;

import java.util.Set;

/**
 * A circle of waits of which the parts were seen, though they did not meet.
 *
 * @param parts who asks for the next thing in it, one for each
 */
record Circle(Set<Part> parts) {

  /**
   * That a task asked for something while it held others.
   *
   * @param group the tasks that can stand in for it
   * @param held the names of all that it held, but for its own end
   * @param asked the name of what it asked for
   */
  record Part(String group, Set<String> held, String asked) {}
}

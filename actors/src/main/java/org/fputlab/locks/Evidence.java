package org.fputlab.locks;

import java.util.List;

/** How it is known that one thing was, or can be, asked for while another is held. */
public interface Evidence {

  /** Who does it: a task as {@code unmapper/101}, a list of steps; "" where that is not known. */
  String who();

  /** The calls in which the first was taken, innermost first; empty where they are not known. */
  List<String> heldAt();

  /** The calls in which the second is asked for, innermost first; empty where not known. */
  List<String> askedAt();

  /** All that was held then, the first taken first; empty where that is not known. */
  List<Held> holding();

  /** Where it can be looked up: a file and line; a run; "" for the run at hand. */
  String source();

  /**
   * One thing of those held.
   *
   * @param node what
   * @param at the function in which it was taken, or ""
   */
  record Held(Node node, String at) {}
}

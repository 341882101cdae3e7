package org.fputlab.model;

/** A task as a step sees it. */
public interface Calls {

  /**
   * What the task carries of an area.
   *
   * @param part its type
   */
  <P> P the(Class<P> part);

  /** Runs a path, with a frame of its own; its steps come next. */
  boolean call(Path path);
}

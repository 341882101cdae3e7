package org.fputlab.locks;

import java.util.List;

/**
 * A line of a file in which a kernel tells of an order of locks, but not of who took them.
 *
 * @param file the file's name
 * @param line the number of its line, from 1
 */
public record FileLine(String file, long line) implements Evidence {

  @Override
  public String who() {
    return "";
  }

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
    return List.of();
  }

  @Override
  public String source() {
    return file + ":" + line;
  }
}

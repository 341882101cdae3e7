package org.fputlab.web;

import java.util.List;
import java.util.Map;

/** How much the actors tell, which may change while they run. */
public interface LogLevels {

  /** From the least to the most. */
  List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  /** What a level can be set for: subsystems, single actors, and {@code all}. */
  List<String> names();

  /** The levels in force: of every subsystem, and of each actor that has one of its own. */
  Map<String, String> levels();

  /**
   * Sets levels, and has the actors take note.
   *
   * @param levels one of {@link #LEVELS} for each name, and each name one of {@link #names}
   * @throws IllegalArgumentException where one is not, which it names with those that are legal
   */
  void set(Map<String, String> levels);
}

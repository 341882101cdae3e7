package org.fputlab.watch;

import java.util.LinkedHashMap;
import java.util.Map;

/** The named numbers of a finding, in the order in which they are given. */
final class NamedFigures {

  private NamedFigures() {}

  static Map<String, Object> of(String name, Object value) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put(name, value);
    return figures;
  }

  static Map<String, Object> of(String name, Object value, String second, Object secondValue) {
    Map<String, Object> figures = of(name, value);
    figures.put(second, secondValue);
    return figures;
  }
}

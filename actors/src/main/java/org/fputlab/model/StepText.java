package org.fputlab.model;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;

/**
 * A step as a scenario writes it, as in {@code queue_work w0}: its word, and the names after it.
 * Leaves out times and figures.
 */
public final class StepText {

  private StepText() {}

  /** The text of a step that is a record, as all are that a scenario can write. */
  public static String of(Step step, Record written) {
    StringBuilder text = new StringBuilder(step.word());
    for (RecordComponent component : written.getClass().getRecordComponents()) {
      String shown = component.getName().equals("word") ? "" : shown(value(component, written));
      if (!shown.isEmpty()) {
        text.append(' ').append(shown);
      }
    }
    return text.toString();
  }

  private static String shown(Object value) {
    if (value instanceof Step inner && value instanceof Record written) {
      return of(inner, written);
    } else if (value instanceof Path path) {
      return path.function();
    }
    boolean isName = value instanceof String || value instanceof LockName;
    return isName || value instanceof Branch ? value.toString() : "";
  }

  private static Object value(RecordComponent component, Record of) {
    try {
      Object value = component.getAccessor().invoke(of);
      return value == null ? "" : value;
    } catch (IllegalAccessException | InvocationTargetException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

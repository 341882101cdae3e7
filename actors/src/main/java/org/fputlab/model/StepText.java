package org.fputlab.model;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Locale;

/**
 * A step as a scenario writes it, as in {@code queue_work w0}: its word, and the names after it.
 * Leaves out times and figures.
 */
public final class StepText {

  private StepText() {}

  /** The text of a step that is a record, as all are that a scenario can write. */
  public static String of(Record step) {
    StringBuilder text = new StringBuilder(hasWord(step) ? "" : word(step));
    for (RecordComponent component : step.getClass().getRecordComponents()) {
      Object value = value(component, step);
      String shown =
          value instanceof Step && value instanceof Record inner
              ? of(inner)
              : value instanceof Path path
                  ? path.function()
                  : value instanceof String || value instanceof LockName ? value.toString() : "";
      if (!shown.isEmpty()) {
        text.append(text.isEmpty() ? "" : " ").append(shown);
      }
    }
    return text.toString();
  }

  private static boolean hasWord(Record step) {
    return step instanceof Step.Acquire || step instanceof Step.Release;
  }

  private static String word(Record step) {
    if (step instanceof Step.FputSync) {
      return "__fput_sync";
    }
    if (step instanceof Step.QueueWorkWithFile) {
      return "queue_work";
    }
    String name = step.getClass().getSimpleName();
    return name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
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

package org.fputlab.kernel.words;

import org.fputlab.model.Step;

/**
 * A word of the step language, as its reference lists it, and the step that it makes.
 *
 * @param word what the step begins with
 * @param arguments what follows, as in {@code F over S}; [ ] may be left out
 * @param meaning one sentence
 * @param maker reads the arguments
 */
public record Word(String word, String arguments, String meaning, Maker maker) {

  /** Makes a step out of what follows its word. */
  public interface Maker {

    /** Takes the arguments one by one; throws where one is missing or not what it should be. */
    Step make(Arguments arguments) throws BadValue;
  }
}

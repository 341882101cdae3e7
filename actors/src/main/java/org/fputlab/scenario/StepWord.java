package org.fputlab.scenario;

/**
 * A word of the step language, as its reference lists it.
 *
 * @param word what the step begins with
 * @param arguments what follows, as in {@code F over S}; [ ] may be left out
 * @param meaning one sentence
 */
public record StepWord(String word, String arguments, String meaning) {}

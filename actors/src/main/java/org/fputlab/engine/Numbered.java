package org.fputlab.engine;

/**
 * A message that says nothing but a number: of many that wait behind a closed gate that is all that
 * is kept.
 */
public interface Numbered {

  /** What it says. */
  long number();

  /** One like this that says another number: equal to the one that said it. */
  Object saying(long number);
}

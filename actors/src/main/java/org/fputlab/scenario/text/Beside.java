package org.fputlab.scenario.text;

import org.fputlab.kernel.words.BadValue;

/** The files that lie beside one of a scenario's own: tables of measured values. */
public interface Beside {

  /** The text of one of them. */
  String text(String name) throws BadValue;
}

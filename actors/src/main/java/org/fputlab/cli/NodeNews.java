package org.fputlab.cli;

import java.util.function.Supplier;

/** Tells the user of the nodes that take part in what is going on. */
interface NodeNews {

  /** Prints a line of its own. */
  void line(String text);

  /** From now on tells with the progress who takes part. */
  void nodes(Supplier<String> who);
}

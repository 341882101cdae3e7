package org.fputlab.cli.screen;

import java.util.Map;

/** What a key asks for beyond the screen. */
sealed interface Wish {

  /** Nothing. */
  record Nothing() implements Wish {}

  /** To leave the run to itself. */
  record Leave() implements Wish {}

  /** To begin a fault. */
  record Inject(Map<String, String> fault) implements Wish {}

  /** To end a fault. */
  record Lift(int fault) implements Wish {}

  /** To end all faults. */
  record LiftAll() implements Wish {}
}

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

  /** To have an actor, or those of a subsystem, tell what they do from this level on. */
  record Tell(String actor, String level) implements Wish {}

  /** To look at what was seen so many looks ago; forward again where it is less than nothing. */
  record LookBack(int looks) implements Wish {}

  /** To look at the present again. */
  record LookAtNow() implements Wish {}
}

package org.fputlab.cluster;

import akka.actor.typed.ActorRef;
import org.fputlab.explore.Part;

/**
 * Schedules that somebody is to run. Says all that they follow from, so that whoever gets it needs
 * to know nothing.
 *
 * @param search of which search
 * @param from the number of the first
 * @param to the number of the last
 * @param replyTo who waits for what comes of them
 */
public record Assignment(
    SearchText search, long from, long to, ActorRef<Coordinator.Command> replyTo) implements Wire {

  Part.Range range() {
    return new Part.Range(from, to);
  }
}

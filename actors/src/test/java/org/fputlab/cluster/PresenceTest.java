package org.fputlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PresenceTest {

  private final List<Address> gone = new CopyOnWriteArrayList<>();

  private static ActorSystem<Object> node() throws CannotOpen {
    Behavior<Object> guardian =
        Behaviors.setup(
            context -> {
              Presence.begin(context, any -> true, nobody -> {});
              return Behaviors.empty();
            });
    return Node.open(ClusterTest.ANY_PORT, new Security(null), guardian);
  }

  @Test
  void whoAnswersIsNotGoneHoweverUnreachableOthersCallIt() throws Exception {
    ActorSystem<Object> there = node();
    ActorSystem<Presence.Command> asks =
        Node.open(
            ClusterTest.ANY_PORT, new Security(null), Presence.create(any -> true, gone::add));
    try {
      Address nobody = Node.address(new Place("127.0.0.1", Link.freePort()), new Security(null));
      asks.tell(new Presence.Unreachable(there.address()));
      asks.tell(new Presence.Unreachable(nobody));
      ClusterTest.await(() -> !gone.isEmpty());
      assertThat(gone).containsExactly(nobody);
      there.terminate();
      ClusterTest.await(() -> gone.size() == 2);
      assertThat(gone).containsExactly(nobody, there.address());
    } finally {
      Node.close(asks);
      Node.close(there);
    }
  }
}

package org.fputlab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorRef;
import akka.actor.Terminated;
import akka.dispatch.Envelope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatedQueueTest {

  private record Answer(int number) implements Reply {}

  private final List<Object> delivered = new ArrayList<>();
  private long now;
  private final GatedQueue queue =
      new GatedQueue(
          "owner",
          0,
          new Carrier() {
            @Override
            public void arrived() {}

            @Override
            public long now() {
              return now;
            }

            @Override
            public void delivered(int mailbox, Object message) {
              delivered.add(message);
            }
          },
          new Touches(),
          new ChunkedLane(),
          new ChunkedLane());

  private void send(Object message) {
    queue.enqueue(ActorRef.noSender(), Envelope.apply(message, ActorRef.noSender()));
  }

  private Object take() {
    Envelope envelope = queue.dequeue();
    return envelope == null ? "nothing" : envelope.message();
  }

  @Test
  void openGateLetsRequestsThroughInOrder() {
    send("a");
    send("b");
    assertThat(take()).isEqualTo("a");
    assertThat(take()).isEqualTo("b");
    assertThat(take()).isEqualTo("nothing");
  }

  @Test
  void closedGateHoldsRequestsAndLetsAnswersPass() {
    queue.close();
    send("request");
    assertThat(queue.hasMessages()).isFalse();
    assertThat(take()).isEqualTo("nothing");
    send(new Answer(1));
    assertThat(queue.hasMessages()).isTrue();
    assertThat(take()).isEqualTo(new Answer(1));
    assertThat(queue.hasMessages()).isFalse();
    queue.open();
    assertThat(queue.hasMessages()).isTrue();
    assertThat(take()).isEqualTo("request");
  }

  @Test
  void endOfAWatchedActorPassesAClosedGate() {
    queue.close();
    Terminated ended = new Terminated(ActorRef.noSender(), true, false);
    send(ended);
    assertThat(take()).isSameAs(ended);
  }

  @Test
  void answersOvertakeRequests() {
    send("request");
    send(new Answer(1));
    assertThat(take()).isEqualTo(new Answer(1));
    assertThat(take()).isEqualTo("request");
  }

  @Test
  void admitsExactlyAsManyAsItIsTold() {
    queue.close();
    for (int i = 0; i < 5; i++) {
      send(i);
    }
    queue.admit(2);
    assertThat(take()).isEqualTo(0);
    assertThat(take()).isEqualTo(1);
    assertThat(take()).isEqualTo("nothing");
    queue.admit(1);
    queue.admit(1);
    assertThat(take()).isEqualTo(2);
    assertThat(take()).isEqualTo(3);
    assertThat(take()).isEqualTo("nothing");
    assertThat(queue.isOpen()).isFalse();
  }

  @Test
  void admissionMayComeBeforeTheRequest() {
    queue.close();
    queue.admit(1);
    assertThat(queue.hasMessages()).isFalse();
    send("a");
    assertThat(queue.hasMessages()).isTrue();
    assertThat(take()).isEqualTo("a");
    send("b");
    assertThat(queue.hasMessages()).isFalse();
  }

  @Test
  void admissionCanBeTakenBack() {
    queue.close();
    queue.admit(2);
    queue.admit(-1);
    send("a");
    send("b");
    assertThat(take()).isEqualTo("a");
    assertThat(take()).isEqualTo("nothing");
  }

  @Test
  void ownerTakesAllRequestsAtOnceThroughAClosedGateAndLeavesAnswers() {
    queue.close();
    send("a");
    send(new Answer(1));
    send("b");
    now = 7;
    List<Object> taken = new ArrayList<>();
    queue.takeAll(taken::add);
    assertThat(taken).containsExactly("a", "b");
    assertThat(delivered).containsExactly("a", "b");
    assertThat(queue.depth()).isZero();
    assertThat(queue.lastTaken()).isEqualTo(7);
    assertThat(take()).isEqualTo(new Answer(1));
  }

  @Test
  void answersUseUpNoAdmission() {
    queue.close();
    queue.admit(1);
    send(new Answer(1));
    take();
    send("a");
    assertThat(take()).isEqualTo("a");
  }

  @Test
  void metersTellDepthAgeAndCounts() {
    queue.close();
    assertThat(queue.oldestAt()).isEqualTo(-1);
    now = 10;
    send("a");
    now = 20;
    send("b");
    send(new Answer(1));
    assertThat(queue.depth()).isEqualTo(2);
    assertThat(queue.numberOfMessages()).isEqualTo(3);
    assertThat(queue.oldestAt()).isEqualTo(10);
    now = 30;
    queue.open();
    take();
    assertThat(queue.lastTaken()).isZero();
    take();
    assertThat(queue.lastTaken()).isEqualTo(30);
    assertThat(queue.oldestAt()).isEqualTo(20);
    assertThat(queue.in()).isEqualTo(2);
    assertThat(queue.out()).isEqualTo(1);
  }

  @Test
  void carrierHearsOfEveryDelivery() {
    send("a");
    send(new Answer(1));
    take();
    take();
    take();
    assertThat(delivered).containsExactly(new Answer(1), "a");
  }

  @Test
  void metersOfAMillionWaitingRequestsAreReadAMillionTimes() {
    queue.close();
    for (int i = 0; i < 1_000_000; i++) {
      send("a");
    }
    long depths = 0;
    for (int i = 0; i < 1_000_000; i++) {
      depths += queue.depth() + queue.oldestAt() + (queue.hasMessages() ? 1 : 0);
    }
    assertThat(depths).isEqualTo(1_000_000L * 1_000_000L);
  }

  @Test
  void nothingIsLeftAfterItsOwnerEnded() {
    send("a");
    send(new Answer(1));
    queue.cleanUp(ActorRef.noSender(), queue);
    assertThat(queue.numberOfMessages()).isZero();
    assertThat(take()).isEqualTo("nothing");
  }
}

package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SocketQueuesTest {

  private final SocketQueues sockets = new SocketQueues();
  private final Map<Integer, Integer> references = new LinkedHashMap<>();

  /** A socket that a task holds open. */
  private void open(int socket) {
    sockets.add(socket);
    references.put(socket, 1);
  }

  private void send(int file, int socket) {
    sockets.send(file, socket);
    references.merge(file, 1, Integer::sum);
  }

  /** The task drops its own reference. */
  private void close(int socket) {
    references.merge(socket, -1, Integer::sum);
  }

  private java.util.List<Integer> collect() {
    return sockets.collect(file -> references.getOrDefault(file, 0));
  }

  @Test
  void closedSocketGivesUpItsQueueInOrder() {
    open(1);
    send(7, 1);
    send(5, 1);
    send(7, 1);
    assertThat(sockets.inFlight()).isEqualTo(3);
    assertThat(sockets.close(1)).containsExactly(7, 5, 7);
    assertThat(sockets.inFlight()).isZero();
    assertThat(sockets.isSocket(1)).isFalse();
  }

  @Test
  void sendingOverWhatIsNoSocketFails() {
    assertThatIllegalStateException().isThrownBy(() -> sockets.send(1, 2));
  }

  @Test
  void socketInItsOwnQueueIsGarbage() {
    open(1);
    send(1, 1);
    close(1);
    assertThat(collect()).containsExactly(1);
    assertThat(sockets.inFlight()).isZero();
  }

  @Test
  void cycleIsGarbageAndKeepsOtherFilesUntilItsSocketsAreClosed() {
    open(1);
    open(2);
    send(1, 2);
    send(2, 1);
    send(9, 2);
    close(1);
    close(2);
    assertThat(collect()).containsExactlyInAnyOrder(1, 2);
    assertThat(sockets.close(2)).containsExactly(9);
  }

  @Test
  void cycleThatATaskCanReachIsKept() {
    open(1);
    open(2);
    send(1, 2);
    send(2, 1);
    close(1);
    assertThat(collect()).isEmpty();
    assertThat(sockets.inFlight()).isEqualTo(2);
  }

  @Test
  void cycleReachableThroughALiveSocketIsKept() {
    open(1);
    open(2);
    open(3);
    send(1, 2);
    send(2, 1);
    send(1, 3);
    close(1);
    close(2);
    assertThat(collect()).isEmpty();
    assertThat(sockets.close(3)).containsExactly(1);
    references.merge(1, -1, Integer::sum);
    assertThat(collect()).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void deadCycleIsFoundBesideALiveOne() {
    for (int socket = 1; socket <= 4; socket++) {
      open(socket);
    }
    send(1, 2);
    send(2, 1);
    send(3, 4);
    send(4, 3);
    close(1);
    close(2);
    close(3);
    assertThat(collect()).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void chainOfAHundredThousandSocketsIsFollowed() {
    int length = 100_000;
    for (int socket = 0; socket < length; socket++) {
      open(socket);
    }
    for (int socket = 1; socket < length; socket++) {
      send(socket, socket - 1);
      close(socket);
    }
    assertThat(collect()).isEmpty();
    assertThat(sockets.inFlight()).isEqualTo(length - 1);
  }

  @Test
  void ringOfAHundredThousandClosedSocketsIsGarbage() {
    int length = 100_000;
    for (int socket = 0; socket < length; socket++) {
      open(socket);
    }
    for (int socket = 0; socket < length; socket++) {
      send(socket, (socket + 1) % length);
      close(socket);
    }
    assertThat(collect()).hasSize(length);
    assertThat(sockets.inFlight()).isZero();
  }
}

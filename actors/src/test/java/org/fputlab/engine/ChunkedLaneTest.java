package org.fputlab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkedLaneTest {

  private final ChunkedLane lane = new ChunkedLane();

  @Test
  void messagesComeOutInTheOrderTheyWentInOverManyChunks() {
    for (int i = 0; i < 5000; i++) {
      lane.add(i, i);
    }
    for (int i = 0; i < 5000; i++) {
      assertThat(lane.oldestAt()).isEqualTo(i);
      assertThat(lane.poll()).isEqualTo(i);
    }
    assertThat(lane.poll()).isNull();
    assertThat(lane.oldestAt()).isEqualTo(-1);
  }

  @Test
  void orderHoldsWhenItGrowsAndShrinksByTurns() {
    int next = 0;
    int expected = 0;
    for (int round = 0; round < 300; round++) {
      for (int i = 0; i < round * 7 % 1100; i++) {
        lane.add(next, next);
        next++;
      }
      for (int i = 0; i < round * 5 % 900 && !lane.isEmpty(); i++) {
        assertThat(lane.poll()).isEqualTo(expected++);
      }
      assertThat(lane.in() - lane.out()).isEqualTo(next - expected);
      assertThat(lane.oldestAt()).isEqualTo(lane.isEmpty() ? -1 : expected);
    }
    assertThat(next).isGreaterThan(10_000);
  }

  @Test
  void carriesAMillionMessages() {
    Object message = new Object();
    for (int i = 0; i < 1_000_000; i++) {
      lane.add(message, i);
    }
    assertThat(lane.in()).isEqualTo(1_000_000);
    int taken = 0;
    while (lane.poll() != null) {
      taken++;
    }
    assertThat(taken).isEqualTo(1_000_000);
    assertThat(lane.out()).isEqualTo(1_000_000);
  }

  @Test
  void clearedLaneStartsAfresh() {
    for (int i = 0; i < 2000; i++) {
      lane.add(i, i);
    }
    lane.clear();
    assertThat(lane.isEmpty()).isTrue();
    assertThat(lane.in()).isZero();
    lane.add("a", 5);
    assertThat(lane.oldestAt()).isEqualTo(5);
    assertThat(lane.poll()).isEqualTo("a");
  }

  private record Item(int place, int cpu) implements Numbered {
    @Override
    public long number() {
      return (long) place << Integer.SIZE | Integer.toUnsignedLong(cpu);
    }

    @Override
    public Item saying(long number) {
      return new Item((int) (number >> Integer.SIZE), (int) number);
    }
  }

  private record Other(long number) implements Numbered {
    @Override
    public Other saying(long number) {
      return new Other(number);
    }
  }

  /** Item, item, other, text, and so on, in runs that grow longer and longer. */
  private static Object message(int i) {
    return switch (Integer.numberOfTrailingZeros(i / 3 + 1) % 4) {
      case 0, 1 -> new Item(i, -i);
      case 2 -> new Other(-i);
      default -> "text " + i;
    };
  }

  @Test
  void messagesThatAreKeptAsNumbersComeOutAsTheyWentIn() {
    for (int i = 0; i < 2000; i++) {
      lane.add(new Item(i, i % 3 - 1), i);
    }
    for (int i = 0; i < 2000; i++) {
      assertThat(lane.peek()).isEqualTo(new Item(i, i % 3 - 1));
      assertThat(lane.oldestAt()).isEqualTo(i);
      assertThat(lane.poll()).isEqualTo(new Item(i, i % 3 - 1));
    }
    assertThat(lane.poll()).isNull();
  }

  @Test
  void orderHoldsAmongMessagesOfSeveralClasses() {
    int next = 0;
    int expected = 0;
    for (int round = 0; round < 200; round++) {
      for (int i = 0; i < round * 7 % 1100; i++) {
        lane.add(message(next), next);
        next++;
      }
      for (int i = 0; i < round * 11 % 900 && !lane.isEmpty(); i++) {
        assertThat(lane.oldestAt()).isEqualTo(expected);
        assertThat(lane.peek()).isEqualTo(message(expected));
        assertThat(lane.poll()).isEqualTo(message(expected++));
      }
      assertThat(lane.in() - lane.out()).isEqualTo(next - expected);
    }
    assertThat(expected).isGreaterThan(10_000);
  }
}

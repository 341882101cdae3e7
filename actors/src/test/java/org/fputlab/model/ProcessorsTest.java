package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProcessorsTest {

  private record Burst(int number, long length) {}

  /** First come, first served by {@code servers}, a nanosecond at a time. */
  private static long[] ends(int servers, long[] arrivals, long[] lengths) {
    long[] ends = new long[arrivals.length];
    long[] busyUntil = new long[servers];
    Deque<Burst> queue = new ArrayDeque<>();
    int next = 0;
    for (long now = 0; next < arrivals.length || !queue.isEmpty(); now++) {
      while (next < arrivals.length && arrivals[next] == now) {
        queue.add(new Burst(next, lengths[next]));
        next++;
      }
      for (int server = 0; server < servers; server++) {
        if (busyUntil[server] <= now && !queue.isEmpty()) {
          Burst burst = queue.remove();
          busyUntil[server] = now + burst.length();
          ends[burst.number()] = busyUntil[server];
        }
      }
    }
    return ends;
  }

  @Test
  void serveFirstComeFirstServed() {
    SplittableRandom random = new SplittableRandom(7);
    for (int servers = 1; servers <= 5; servers++) {
      for (int round = 0; round < 20; round++) {
        long[] arrivals = random.longs(200, 0, 1500).sorted().toArray();
        long[] lengths = random.longs(200, 1, 40).toArray();
        Processors processors = new Processors(servers);
        long[] booked = new long[arrivals.length];
        Arrays.setAll(booked, i -> processors.book(arrivals[i], lengths[i]));
        assertThat(booked).isEqualTo(ends(servers, arrivals, lengths));
      }
    }
  }

  @Test
  void anIdleProcessorStartsAtOnce() {
    Processors processors = new Processors(1);
    assertThat(processors.book(100, 5)).isEqualTo(105);
    assertThat(processors.book(200, 5)).isEqualTo(205);
  }
}

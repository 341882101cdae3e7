package org.fputlab.engine.sim;

import akka.dispatch.Mailbox;
import org.jspecify.annotations.Nullable;

/** The runnable mailboxes, the longest waiting first: a ring of which any element can be taken. */
final class RunQueue {

  private @Nullable Mailbox[] ring = new Mailbox[64];
  private int head;
  private int size;

  void add(Mailbox mailbox) {
    if (size == ring.length) {
      grow();
    }
    ring[(head + size++) & (ring.length - 1)] = mailbox;
  }

  /** Takes the {@code index}-th; those before it move up by one. */
  Mailbox take(int index) {
    int mask = ring.length - 1;
    Mailbox taken = ring[(head + index) & mask];
    for (int i = index; i > 0; i--) {
      ring[(head + i) & mask] = ring[(head + i - 1) & mask];
    }
    ring[head] = null;
    head = (head + 1) & mask;
    size--;
    if (taken == null) {
      throw new IllegalStateException("nothing is runnable");
    }
    return taken;
  }

  int size() {
    return size;
  }

  private void grow() {
    @Nullable Mailbox[] larger = new Mailbox[ring.length * 2];
    for (int i = 0; i < size; i++) {
      larger[i] = ring[(head + i) & (ring.length - 1)];
    }
    ring = larger;
    head = 0;
  }
}

package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SleepLockTest {

  private final SleepLock<String> lock = new SleepLock<>(1);
  private final List<String> woken = new ArrayList<>();

  private boolean read(String who) {
    return lock.acquire(who, true, woken::add);
  }

  private boolean write(String who) {
    return lock.acquire(who, false, woken::add);
  }

  @Test
  void readersShareIt() {
    assertThat(read("a")).isTrue();
    assertThat(read("b")).isTrue();
    assertThat(write("c")).isFalse();
  }

  @Test
  void writerExcludesEverybody() {
    assertThat(write("a")).isTrue();
    assertThat(read("b")).isFalse();
    assertThat(write("c")).isFalse();
    assertThat(lock.waiting()).isEqualTo(2);
  }

  @Test
  void readerWaitsBehindAnEarlierWriter() {
    read("holder");
    write("writer");
    assertThat(read("reader")).isFalse();
    lock.release(true, woken::add);
    assertThat(woken).containsExactly("writer");
    lock.release(false, woken::add);
    assertThat(woken).containsExactly("writer", "reader");
  }

  @Test
  void whenAReadersTurnComesTheReadersBehindWritersGoWithIt() {
    write("holder");
    read("r1");
    write("w1");
    read("r2");
    write("w2");
    read("r3");
    lock.release(false, woken::add);
    assertThat(woken).containsExactly("r1", "r2", "r3");
    lock.release(true, woken::add);
    lock.release(true, woken::add);
    assertThat(woken).containsExactly("r1", "r2", "r3");
    lock.release(true, woken::add);
    assertThat(woken).containsExactly("r1", "r2", "r3", "w1");
    lock.release(false, woken::add);
    assertThat(woken).containsExactly("r1", "r2", "r3", "w1", "w2");
  }

  @Test
  void tryFailsRatherThanQueues() {
    assertThat(lock.tryAcquire(true)).isTrue();
    assertThat(lock.tryAcquire(true)).isTrue();
    assertThat(lock.tryAcquire(false)).isFalse();
    assertThat(lock.waiting()).isZero();
    write("writer");
    assertThat(lock.tryAcquire(true)).isFalse();
    lock.release(true, woken::add);
    lock.release(true, woken::add);
    assertThat(woken).containsExactly("writer");
  }

  @Test
  void readersWaitWhileAWritersTurnIsFirst() {
    write("holder");
    write("w1");
    read("r1");
    read("r2");
    lock.release(false, woken::add);
    assertThat(woken).containsExactly("w1");
    lock.release(false, woken::add);
    assertThat(woken).containsExactly("w1", "r1", "r2");
  }

  @Test
  void noMoreThan256ReadersAreWokenAtATime() {
    write("holder");
    for (int i = 0; i < 2 * SleepLock.MAX_READERS_WAKEUP + 44; i++) {
      read("r" + i);
    }
    lock.release(false, woken::add);
    assertThat(woken).hasSize(256);
    assertThat(read("late")).isFalse();
    assertThat(woken).hasSize(512).doesNotContain("late");
    assertThat(write("writer")).isFalse();
    assertThat(woken).hasSize(557).contains("late").doesNotContain("writer");
  }

  @Test
  void readersLeftOverAreWokenWhenTheLastReaderGoes() {
    write("holder");
    for (int i = 0; i < 257; i++) {
      read("r" + i);
    }
    lock.release(false, woken::add);
    for (int i = 0; i < 255; i++) {
      lock.release(true, woken::add);
    }
    assertThat(woken).hasSize(256);
    lock.release(true, woken::add);
    assertThat(woken).hasSize(257).contains("r256");
  }

  @Test
  void waitersAreServedInTheOrderTheyCame() {
    write("holder");
    for (int i = 0; i < 5; i++) {
      write("w" + i);
    }
    for (int i = 0; i < 5; i++) {
      lock.release(false, woken::add);
    }
    assertThat(woken).containsExactly("w0", "w1", "w2", "w3", "w4");
  }

  @Test
  void semaphoreAdmitsAsManyAsItCounts() {
    SleepLock<String> semaphore = new SleepLock<>(2);
    assertThat(semaphore.acquire("a", false, woken::add)).isTrue();
    assertThat(semaphore.acquire("b", false, woken::add)).isTrue();
    assertThat(semaphore.acquire("c", false, woken::add)).isFalse();
    assertThat(semaphore.acquire("d", false, woken::add)).isFalse();
    semaphore.release(false, woken::add);
    assertThat(woken).containsExactly("c");
  }

  @Test
  void releasingMoreThanWasTakenFails() {
    read("a");
    lock.release(true, woken::add);
    assertThatIllegalStateException().isThrownBy(() -> lock.release(true, woken::add));
    assertThatIllegalStateException()
        .isThrownBy(() -> new SleepLock<String>(1).release(false, woken::add));
  }

  private boolean givesUp(String who) {
    return lock.giveUp(who::equals, woken::add);
  }

  @Test
  void readersBehindAWriterWhoGivesUpShareWithTheReaderThatHasIt() {
    read("holder");
    write("writer");
    read("r1");
    read("r2");
    assertThat(givesUp("writer")).isTrue();
    assertThat(woken).containsExactly("r1", "r2");
  }

  @Test
  void whoGivesUpIsNotWokenAndWhoHasTheLockCannot() {
    write("holder");
    write("w1");
    write("w2");
    assertThat(givesUp("w1")).isTrue();
    assertThat(givesUp("w1")).isFalse();
    assertThat(givesUp("holder")).isFalse();
    lock.release(false, woken::add);
    assertThat(woken).containsExactly("w2");
  }
}

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
    return lock.acquire(who, true);
  }

  private boolean write(String who) {
    return lock.acquire(who, false);
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
  void readersAtTheHeadAreWokenTogetherAndOnlyThose() {
    write("holder");
    read("r1");
    read("r2");
    write("w");
    read("r3");
    lock.release(false, woken::add);
    assertThat(woken).containsExactly("r1", "r2");
    lock.release(true, woken::add);
    assertThat(woken).containsExactly("r1", "r2");
    lock.release(true, woken::add);
    assertThat(woken).containsExactly("r1", "r2", "w");
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
    assertThat(semaphore.acquire("a", false)).isTrue();
    assertThat(semaphore.acquire("b", false)).isTrue();
    assertThat(semaphore.acquire("c", false)).isFalse();
    assertThat(semaphore.acquire("d", false)).isFalse();
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
}

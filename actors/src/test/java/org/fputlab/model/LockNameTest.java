package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"nfsd_mutex", "mmap_lock(app)", "rmdir_lock(home/)", "io_lock(f-1)"})
  void aNameIsReadAsItIsWritten(String name) {
    assertThat(LockName.of(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mmap_lock(", "mmap_lock()", "1st", "a b", "lock(x) "})
  void whatNamesNoLockIsRefused(String text) {
    assertThat(LockName.isName(text)).isFalse();
  }
}

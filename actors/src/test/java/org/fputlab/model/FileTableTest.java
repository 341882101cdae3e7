package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class FileTableTest {

  private final FileTable files = new FileTable();

  private int open() {
    return files.open(0, FileTable.ANONYMOUS, 0);
  }

  private void close(int file) {
    assertThat(files.put(file, 0)).isTrue();
    files.free(file);
  }

  @Test
  void numbersCountUpFromZero() {
    assertThat(open()).isEqualTo(0);
    assertThat(open()).isEqualTo(1);
  }

  @Test
  void numberOfAFreedFileIsUsedAgain() {
    open();
    int second = open();
    open();
    close(second);
    assertThat(open()).isEqualTo(second);
    assertThat(open()).isEqualTo(3);
  }

  @Test
  void numberThatAScenarioNamesStandsForOneFileOnly() {
    FileTable named = new FileTable(1);
    assertThat(named.open(0, FileTable.ANONYMOUS, 0)).isZero();
    named.put(0, 0);
    named.free(0);
    assertThat(named.open()).isZero();
    assertThat(named.open(0, FileTable.ANONYMOUS, 0)).isEqualTo(1);
    assertThatIllegalStateException().isThrownBy(() -> named.put(0, 0));
  }

  @Test
  void remembersWhatEachFileIs() {
    int file = files.open(7, 3, 42);
    assertThat(files.mount(file)).isEqualTo(7);
    assertThat(files.inode(file)).isEqualTo(3);
    assertThat(files.key(file)).isEqualTo(42);
    assertThat(files.count(file)).isEqualTo(1);
  }

  @Test
  void onlyTheLastPutIsTheLast() {
    int file = open();
    files.get(file);
    assertThat(files.put(file, 5)).isFalse();
    assertThat(files.put(file, 9)).isTrue();
    assertThat(files.putAt(file)).isEqualTo(9);
  }

  @Test
  void fileIsCountedUntilItIsFreed() {
    int file = open();
    files.put(file, 0);
    assertThat(files.open()).isEqualTo(1);
    files.free(file);
    assertThat(files.open()).isZero();
  }

  @Test
  void putTooOftenFails() {
    int file = open();
    files.put(file, 0);
    assertThatIllegalStateException().isThrownBy(() -> files.put(file, 0));
  }

  @Test
  void putOfAFreedFileFails() {
    int file = open();
    close(file);
    assertThatIllegalStateException().isThrownBy(() -> files.put(file, 0));
  }

  @Test
  void freeingAFileThatSomebodyHoldsFails() {
    int file = open();
    assertThatIllegalStateException().isThrownBy(() -> files.free(file));
  }

  @Test
  void freeingTwiceFails() {
    int file = open();
    close(file);
    assertThatIllegalStateException().isThrownBy(() -> files.free(file));
  }

  @Test
  void takingAReferenceToAFileWithoutAnyFails() {
    int file = open();
    files.put(file, 0);
    assertThatIllegalStateException().isThrownBy(() -> files.get(file));
  }

  @Test
  void unlinkIsForgottenWhenTheNumberIsUsedAgain() {
    int file = open();
    files.unlink(file);
    assertThat(files.isUnlinked(file)).isTrue();
    close(file);
    assertThat(files.isUnlinked(open())).isFalse();
  }

  @Test
  void oldestPutIsThatOfTheFirstPendingClose() {
    assertThat(files.oldestPut()).isEqualTo(Long.MAX_VALUE);
    int first = files.open(0, 0, 0);
    int second = files.open(0, 0, 0);
    files.open(0, 0, 0);
    files.put(first, 7);
    files.handOver(second, 9);
    assertThat(files.oldestPut()).isEqualTo(7);
    files.free(first);
    assertThat(files.oldestPut()).isEqualTo(9);
  }

  @Test
  void holdsManyChunksOfFiles() {
    int count = 400_000;
    for (int i = 0; i < count; i++) {
      assertThat(files.open(i % 100, i, i * 3L)).isEqualTo(i);
    }
    for (int i = 0; i < count; i += 997) {
      assertThat(files.inode(i)).isEqualTo(i);
      assertThat(files.key(i)).isEqualTo(i * 3L);
      assertThat(files.mount(i)).isEqualTo(i % 100);
    }
    for (int i = 0; i < count; i++) {
      close(i);
    }
    assertThat(files.open()).isZero();
    assertThat(open()).isEqualTo(count - 1);
  }
}

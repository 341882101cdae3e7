package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class InodeTest {

  private static final FileSystem KEEPS = fileSystem(false);
  private static final FileSystem DROPS = fileSystem(true);

  private final Inode inode = new Inode("a");

  private static FileSystem fileSystem(boolean alwaysEvict) {
    Path none = Path.empty("none");
    return new FileSystem("fs", none, none, none, none, none, alwaysEvict, false, "");
  }

  @Test
  void linkedInodeIsKeptAfterItsLastClose() {
    inode.open();
    assertThat(inode.put(KEEPS)).isFalse();
    assertThat(inode.isFreeing()).isFalse();
  }

  @Test
  void fileSystemMayEvictAtEachLastClose() {
    inode.open();
    assertThat(inode.put(DROPS)).isTrue();
  }

  @Test
  void unlinkedInodeDiesWithItsLastOpenFileOnly() {
    inode.open();
    inode.open();
    inode.unlink();
    assertThat(inode.put(KEEPS)).isFalse();
    assertThat(inode.put(KEEPS)).isTrue();
    assertThat(inode.isFreeing()).isTrue();
  }

  @Test
  void cannotBeOpenedWhileItIsFreed() {
    inode.open();
    inode.put(DROPS);
    assertThatIllegalStateException().isThrownBy(inode::open);
  }

  @Test
  void fileOfThatNameMadeLaterIsANewOne() {
    inode.open();
    inode.unlink();
    inode.put(KEEPS);
    inode.freed();
    inode.open();
    assertThat(inode.isUnlinked()).isFalse();
    assertThat(inode.put(KEEPS)).isFalse();
  }

  @Test
  void putMoreOftenThanOpenedFails() {
    assertThatIllegalStateException().isThrownBy(() -> inode.put(KEEPS));
  }
}

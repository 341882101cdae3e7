package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.fputlab.kernel.locks.LockWords;
import org.fputlab.kernel.processors.TimeWords;
import org.fputlab.model.Dist;
import org.fputlab.model.Effect;
import org.fputlab.model.FileSystem;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File systems that come with the program, and those that extend them. */
class BuiltInFileSystemsTest {

  private final Path folder;

  BuiltInFileSystemsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aFileSystemTakesFromWhatItExtendsWhatItDoesNotSay() {
    FileSystem fs =
        Written.fileSystem(
            Written.with(
                    folder,
                    """
                servers.s {}
                filesystems { mine { extends = afs, server = s, release = [ cpu 1us ] }
                              yours { extends = mine, evict-function = yours_evict } }
                mounts.m { filesystem = yours }
                """)
                .kernel(),
            "m");

    assertThat(fs.name()).isEqualTo("yours");
    assertThat(fs.server()).isEqualTo("s");
    assertThat(fs.sillyRename()).isTrue();
    assertThat(fs.alwaysEvict()).isFalse();
    assertThat(fs.release().function()).isEqualTo("afs_release");
    assertThat(fs.release().steps()).containsExactly(new TimeWords.Cpu(new Dist.Fixed(1_000)));
    assertThat(fs.evict().function()).isEqualTo("yours_evict");
    assertThat(fs.dIput().steps())
        .startsWith(
            new LockWords.Acquire("down_read", new LockName("rmdir_lock", "parent"), true, false));
    assertThat(fs.dIput().has(new Effect.Asks("server", "REMOVE", true)::equals)).isTrue();
  }

  @Test
  void aFileSystemThatStandsAloneIsCalledByItsName() {
    FileSystem fs =
        Written.fileSystem(
            Written.with(folder, "filesystems.my-fs {}, mounts.m { filesystem = my-fs }").kernel(),
            "m");

    assertThat(fs.release().function()).isEqualTo("my_fs_release");
    assertThat(fs.alwaysEvict()).isTrue();
    assertThat(fs.killSb().isEmpty()).isTrue();
  }

  @Test
  void everyBuiltInFileSystemCanBeMounted() {
    for (String name :
        List.of(
            "tmpfs",
            "ext4",
            "xfs",
            "nfs",
            "afs",
            "afs-async",
            "fuse",
            "fuseblk",
            "sockfs",
            "unix")) {
      KernelSpec kernel =
          Written.with(
                  folder,
                  "servers.s {}, filesystems.f { extends = %s, server = s }, mounts.m { filesystem = f }"
                      .formatted(name))
              .kernel();
      assertThat(kernel.mounts()).as(name).containsKey("m");
    }
  }
}

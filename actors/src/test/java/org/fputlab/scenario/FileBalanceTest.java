package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileBalanceTest {

  private final Path folder;

  FileBalanceTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private List<String> problems(String steps) {
    return Written.problemsWith(
        folder,
        """
        mounts.m { filesystem = tmpfs }
        files.shared { on = m }
        paths { p = [ fput a ], q = [ fput a, mutex_unlock x ], r = [ mutex_unlock x ] }
        nfsd { }
        tasks.t { context = user, run = [ %s ] }
        """
            .formatted(steps));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open a on m, get_file a, close a, fput a",
        "open a on m, close a, open a on m, __fput_sync a",
        "open a on m, mmap a app, close a, munmap a app",
        "open a on m, nfsd_file_put a",
        "open a on m, call p",
        "open a on m, mutex_trylock x then call q else fput a",
        "get_file shared, fput shared, fput shared",
        "munmap shared app"
      })
  void aReferenceThatIsThereMayBeDropped(String steps) {
    assertThat(problems(steps)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "open a on m, close a, close a | close a",
        "open a on m, fput a, get_file a | get_file a",
        "open a on m, close a, unlink a | unlink a",
        "open a on m, close a, mmap a app | mmap a app",
        "open a on m, open b on m, close a, send b over a | send b over a",
        "open a on m, mutex_trylock x then call r else fput a, fput a | fput a",
        "open a on m, mutex_trylock x then call q, fput a | fput a",
        "open a on m, nfsd_file_put a, __fput_sync a | __fput_sync a"
      })
  void aFileIsLeftAloneOnceItsLastReferenceIsDropped(String steps, String refused) {
    assertThat(problems(steps))
        .containsExactly(
            "a.conf:6: tasks.t.run = "
                + refused
                + ": no reference to a is left here."
                + " Each open gives one, each get_file and mmap one more.");
  }

  @Test
  void stepsOfACalledPathCount() {
    assertThat(problems("open a on m, close a, call p"))
        .containsExactly(
            "a.conf:4: paths.p = fput a: no reference to a is left here."
                + " Each open gives one, each get_file and mmap one more.");
  }

  @Test
  void aFileIsOpenedBeforeItIsUsed() {
    assertThat(problems("close a, open a on m, close a"))
        .containsExactly(
            "a.conf:6: tasks.t.run = close a: a is opened only later. Put the open before it.");
  }

  @Test
  void onlyWhatIsMappedIsUnmapped() {
    assertThat(problems("open a on m, mmap a app, munmap a other, close a"))
        .containsExactly(
            "a.conf:6: tasks.t.run = munmap a other: a is not mapped into other here."
                + " Mmap it first.");
  }
}

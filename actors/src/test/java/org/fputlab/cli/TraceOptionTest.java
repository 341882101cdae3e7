package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --trace}, as a user meets it. */
class TraceOptionTest {

  @TempDir private Path folder;

  @Test
  void theTraceIsToldWithWhatWasLeftOut() throws Exception {
    Path trace = folder.resolve("hang.json");
    Shell shell = new Shell();
    shell.fputlab("run", "hazards/h45-localio", "--trace", trace.toString());
    assertThat(shell.out()).contains("trace " + trace + ": ").contains("; left out: nothing");
    assertThat(Files.readString(trace)).contains("\"replay\":\"./fputlab run ");
  }

  @Test
  void aFileThatCannotBeWrittenIsRefusedBeforeTheRun() {
    Path nowhere = folder.resolve("no/such/hang.json");
    Shell shell = new Shell();
    int exit = shell.fputlab("run", "hazards/h45-localio", "--trace", nowhere.toString());
    assertThat(exit).isEqualTo(2);
    assertThat(shell.err()).contains("--trace " + nowhere + ": there is no directory");
    assertThat(shell.out()).isEmpty();
  }
}

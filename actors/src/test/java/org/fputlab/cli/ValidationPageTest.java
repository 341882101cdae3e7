package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that holds the model against real kernels is what the program prints. */
class ValidationPageTest {

  private static final Path PAGE = Path.of("../docs/validation.md");
  private static final String VALIDATE = "validate scenarios/realkernel --page ";

  private final Path folder;

  ValidationPageTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void pageShowsWhatValidatePrints() throws IOException {
    Path copy = Files.copy(PAGE, folder.resolve("validation.md"));
    int exit = fputlab(VALIDATE + copy);
    assertThat(Files.readString(copy))
        .as("docs/validation.md; to regenerate it: ./fputlab " + VALIDATE + "docs/validation.md")
        .isEqualTo(Files.readString(PAGE));
    assertThat(exit).isEqualTo(Files.readString(PAGE).contains("\n  outside: ") ? 1 : 0);
  }

  private static int fputlab(String arguments) {
    PrintWriter nobody = new PrintWriter(new StringWriter());
    return Fputlab.commandLine(new ShippedLaboratory(), new Interruption(), nobody, nobody)
        .execute(arguments.split(" ", -1));
  }
}

package org.fputlab.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fputlab.cli.screen.Key.Kind;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyboardTest {

  /** What is read of bytes that are all there already. */
  private static List<Key> keys(String sent) throws IOException {
    try (LineDisciplineTerminal terminal =
        new LineDisciplineTerminal(
            "test", "xterm", new ByteArrayOutputStream(), StandardCharsets.UTF_8)) {
      terminal.enterRawMode();
      terminal.processInputBytes(sent.getBytes(StandardCharsets.UTF_8));
      Keyboard keyboard = new Keyboard(terminal);
      List<Key> keys = new ArrayList<>();
      for (Optional<Key> key = keyboard.next(1); key.isPresent(); key = keyboard.next(1)) {
        keys.add(key.get());
      }
      return keys;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "[A, UP",
    "OA, UP",
    "[B, DOWN",
    "OB, DOWN",
    "[5~, PAGE_UP",
    "[6~, PAGE_DOWN",
    "[H, HOME",
    "OH, HOME",
    "[1~, HOME",
    "[F, END",
    "OF, END",
    "[4~, END",
    "[Z, BACK_TAB"
  })
  void arrowsAreKnownHoweverTheTerminalSendsThem(String sequence, Kind kind) throws IOException {
    assertThat(keys("\u001B" + sequence)).containsExactly(Key.of(kind));
  }

  @Test
  void whatIsTypedAheadIsNotLost() throws IOException {
    assertThat(keys("\u001Bq\t\u007F\rxO"))
        .containsExactly(
            Key.of(Kind.ESCAPE),
            Key.letter('q'),
            Key.of(Kind.TAB),
            Key.of(Kind.BACKSPACE),
            Key.of(Kind.ENTER),
            Key.letter('x'),
            Key.letter('O'));
  }

  @Test
  void keysWithoutMeaningDoNoHarm() throws IOException {
    assertThat(keys("\u0001a")).contains(Key.letter('a'));
  }
}

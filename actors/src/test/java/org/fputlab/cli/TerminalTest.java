package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void theFirstVariableThatIsSetNamesTheEncoding() {
    assertThat(Terminal.speaksUtf8(Map.of("LANG", "en_GB.UTF-8"))).isTrue();
    assertThat(Terminal.speaksUtf8(Map.of("LC_ALL", "C.utf8"))).isTrue();
    assertThat(Terminal.speaksUtf8(Map.of("LC_ALL", "C", "LANG", "en_GB.UTF-8"))).isFalse();
    assertThat(Terminal.speaksUtf8(Map.of("LC_CTYPE", "de_DE", "LANG", "C.UTF-8"))).isFalse();
    assertThat(Terminal.speaksUtf8(Map.of())).isFalse();
  }
}

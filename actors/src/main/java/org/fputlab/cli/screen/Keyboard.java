package org.fputlab.cli.screen;

import java.io.IOException;
import java.util.Optional;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/** The keys of a terminal, told from one another by what it sends for them. */
final class Keyboard {

  private static final int ESCAPE_MILLIS = 150;
  private static final String ESCAPE = "\u001B";

  private final BindingReader bindings;
  private final KeyMap<Key.Kind> keys = new KeyMap<>();

  Keyboard(Terminal terminal) {
    bindings = new BindingReader(terminal.reader());
    keys.setUnicode(Key.Kind.LETTER);
    keys.setNomatch(Key.Kind.LETTER);
    keys.setAmbiguousTimeout(ESCAPE_MILLIS);
    for (char letter = ' '; letter < 127; letter++) {
      keys.bind(Key.Kind.LETTER, String.valueOf(letter));
    }
    arrows(terminal);
    keys.bind(Key.Kind.ENTER, "\r", "\n");
    keys.bind(Key.Kind.TAB, "\t");
    keys.bind(Key.Kind.BACKSPACE, "\u007F", "\b");
    keys.bind(Key.Kind.ESCAPE, ESCAPE);
  }

  /** Terminals send arrows in two ways, whatever their description says. */
  private void arrows(Terminal terminal) {
    bind(terminal, Key.Kind.UP, Capability.key_up, "[A", "OA");
    bind(terminal, Key.Kind.DOWN, Capability.key_down, "[B", "OB");
    bind(terminal, Key.Kind.PAGE_UP, Capability.key_ppage, "[5~");
    bind(terminal, Key.Kind.PAGE_DOWN, Capability.key_npage, "[6~");
    bind(terminal, Key.Kind.HOME, Capability.key_home, "[H", "OH", "[1~");
    bind(terminal, Key.Kind.END, Capability.key_end, "[F", "OF", "[4~");
    bind(terminal, Key.Kind.BACK_TAB, Capability.key_btab, "[Z");
  }

  private void bind(Terminal terminal, Key.Kind kind, Capability own, String... sent) {
    String sequence = KeyMap.key(terminal, own);
    if (sequence != null) {
      keys.bind(kind, sequence);
    }
    for (String rest : sent) {
      keys.bind(kind, ESCAPE + rest);
    }
  }

  /** The next key; nothing if none is pressed in so long. */
  Optional<Key> next(long millis) throws IOException {
    if (bindings.peekCharacter(millis) == NonBlockingReader.READ_EXPIRED) {
      return Optional.empty();
    }
    Key.Kind kind = bindings.readBinding(keys);
    if (kind == null) {
      throw new IOException("the terminal is gone");
    }
    if (kind != Key.Kind.LETTER) {
      return Optional.of(Key.of(kind));
    }
    String typed = bindings.getLastBinding();
    return typed.length() == 1 ? Optional.of(Key.letter(typed.charAt(0))) : Optional.empty();
  }
}

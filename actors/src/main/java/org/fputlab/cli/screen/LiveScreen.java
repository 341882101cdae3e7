package org.fputlab.cli.screen;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fputlab.cli.remote.LiveView;
import org.fputlab.cli.remote.RemoteRun;
import org.fputlab.cli.remote.Unavailable;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;

/** A live run on a terminal, or once as plain text. */
public final class LiveScreen {

  /** There is no terminal, or one that can only write line after line. */
  public static final class NoTerminal extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private static final List<Capability> NEEDED =
      List.of(Capability.cursor_address, Capability.clear_screen);

  private LiveScreen() {}

  /**
   * Shows the run on the terminal until it ends or somebody leaves, and leaves the terminal as it
   * was.
   */
  public static Ending show(RemoteRun run, long everyMillis, boolean inColour)
      throws NoTerminal, IOException {
    Terminal terminal = terminal();
    AtomicBoolean restored = new AtomicBoolean();
    Thread restoring = new Thread(() -> restore(terminal, restored), "restore terminal");
    Runtime.getRuntime().addShutdownHook(restoring);
    try {
      enter(terminal);
      return new Watch(terminal, run, everyMillis, inColour).untilItEnds();
    } finally {
      restore(terminal, restored);
      terminal.close();
    }
  }

  /** By way of stty, which needs no native code. */
  private static Terminal terminal() throws NoTerminal {
    try {
      Terminal terminal =
          TerminalBuilder.builder()
              .system(true)
              .systemOutput(TerminalBuilder.SystemOutput.SysOut)
              .provider("exec")
              .dumb(false)
              .build();
      if (NEEDED.stream().allMatch(needed -> terminal.getStringCapability(needed) != null)) {
        return terminal;
      }
      terminal.close();
      throw new NoTerminal();
    } catch (IOException | IllegalStateException none) {
      throw new NoTerminal();
    }
  }

  private static void enter(Terminal terminal) {
    terminal.enterRawMode();
    terminal.handle(
        Signal.TSTP, SignalHandler.SIG_IGN); // stopped, it could not restore the terminal
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.keypad_xmit);
    terminal.puts(Capability.cursor_invisible);
    terminal.flush();
  }

  private static void restore(Terminal terminal, AtomicBoolean restored) {
    if (restored.compareAndSet(false, true)) {
      terminal.puts(Capability.exit_ca_mode);
      terminal.puts(Capability.keypad_local);
      terminal.puts(Capability.cursor_normal);
      terminal.flush();
    }
  }

  /** What the terminal would show, whole and as plain text. */
  public static List<String> once(RemoteRun run) throws Unavailable {
    LiveView live = run.live(true);
    Optional<String> name = Screen.FIRST.taskLookedAt(live);
    Moment moment = new Moment(live, name.isPresent() ? run.task(name.get()).orElse(null) : null);
    return Snapshot.of(moment);
  }
}

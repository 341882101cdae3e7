package org.fputlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.fputlab.cli.remote.RemoteRun;
import org.fputlab.cli.remote.Unavailable;
import org.fputlab.cli.screen.Ending;
import org.fputlab.cli.screen.LiveScreen;
import org.fputlab.engine.Figures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fputlab watch}: a live run on the terminal. */
@Command(
    name = "watch",
    description = {
      "Shows a live run in the terminal: mailboxes, who waits for whom, findings and faults.",
      "? shows the keys. Leaving does not change the run."
    },
    exitCodeList = {
      "0:you left, or the run has ended",
      "1:the run went away without a word",
      "2:no live run, or no terminal to show it on",
      "70:fputlab itself failed"
    },
    footer = {"", "Examples:", "  fputlab watch", "  fputlab watch --once"})
final class WatchCommand implements Callable<Integer> {

  private static final int VANISHED = 1;
  private static final long SHORTEST_NANOS = 100_000_000;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Mixin private final LiveAddress address = new LiveAddress();

  @Option(names = "--once", description = "Print the present state once, as plain text.")
  private boolean once;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "500ms",
      converter = Words.Duration.class,
      description = "How often to refresh. Default: ${DEFAULT-VALUE}.")
  private long everyNanos;

  @Override
  public Integer call() throws Unavailable, IOException {
    if (everyNanos < SHORTEST_NANOS) {
      throw new ParameterException(command.commandLine(), "--every is at least 100ms");
    }
    RemoteRun run = address.run();
    PrintWriter out = command.commandLine().getOut();
    if (once) {
      Desk.print(out, LiveScreen.once(run));
      return 0;
    }
    return tell(show(run), run, out);
  }

  private Ending show(RemoteRun run) throws IOException {
    try {
      return LiveScreen.show(run, TimeUnit.NANOSECONDS.toMillis(everyNanos), Terminal.isColoured());
    } catch (LiveScreen.NoTerminal none) {
      throw new ParameterException(
          command.commandLine(),
          "watch needs a terminal that can place its cursor; --once prints plain text",
          none);
    }
  }

  private int tell(Ending ending, RemoteRun run, PrintWriter out) {
    if (ending instanceof Ending.Failed failed) {
      throw failed.cause();
    }
    if (ending instanceof Ending.Over over) {
      Desk.print(out, List.of("the run has ended; verdict: " + over.verdict()));
      return 0;
    }
    if (ending instanceof Ending.Vanished gone) {
      PrintWriter err = command.commandLine().getErr();
      String last = Figures.duration(gone.lastNanos());
      Desk.print(
          err,
          List.of(
              String.format(
                  Locale.ROOT,
                  "fputlab: the live run at %s does not answer any more. Last seen at %s: %s",
                  run.address(),
                  last,
                  gone.lastVerdict())));
      return VANISHED;
    }
    return 0;
  }
}

package org.fputlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.fputlab.engine.Figures;
import org.fputlab.kernellog.KernelLocks;
import org.fputlab.kernellog.LockFiles;
import org.fputlab.kernellog.LockNames;
import org.fputlab.kernellog.Sleepers;
import org.fputlab.kernellog.UnderAClose;
import org.fputlab.kernellog.UnderAClose.Holding;
import org.fputlab.kernellog.UnreadableLog;
import org.fputlab.locks.DotText;
import org.fputlab.locks.LockGraph;
import org.fputlab.locks.Node;
import org.fputlab.report.HoldingText;
import org.fputlab.report.JsonFile;
import org.fputlab.report.LocksJson;
import org.fputlab.report.LocksText;
import org.fputlab.report.Outcome;
import org.fputlab.report.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fputlab locks}: what a real kernel was seen to take inside its closes. */
@Command(
    name = "locks",
    description = {
      "Shows which locks a real kernel took inside deferred closes, from its own "
          + "lockdep files (docs/measure-your-server.md).",
      "Reads /proc/lockdep, /proc/lockdep_chains and /proc/lockdep_stats of 4.14 to "
          + "6.19, and lockdep reports in logs, plain, .gz or .xz, several files at once."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was read, whatever the answer is",
      "2:a bad option, or it cannot be read; or no close was seen in it",
      "70:fputlab itself failed",
      "74:the report could not be written"
    },
    footer = {
      "",
      "Examples:",
      "  fputlab locks lockdep.txt",
      "  fputlab locks lockdep.txt lockdep_chains.txt --holding mmap_lock --holding nfsd_mutex"
    })
final class LocksCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(arity = "1..*", paramLabel = "DUMP", description = "The output of cat /proc/lockdep.")
  private List<String> files = List.of();

  @Option(
      names = "--holding",
      paramLabel = "LOCK",
      description =
          "Ask whether a thread that holds this lock may close synchronously. A class as "
              + "lockdep prints it, or a word such as mmap_lock, i_rwsem or s_umount. May be "
              + "repeated.")
  private List<String> holding = List.of();

  @Option(
      names = "--under",
      paramLabel = "CLASS",
      description =
          "Another class under which closes run, besides (delayed_fput_work).work and "
              + "(delayed_mntput_work).work. May be repeated.")
  private List<String> under = List.of();

  @Option(names = "--json", paramLabel = "OUT", description = JsonOut.DESCRIPTION)
  private @Nullable Path json;

  @Option(
      names = "--dot",
      paramLabel = "OUT",
      description = "Also write the paths to the sleeping locks, or to those held, for Graphviz.")
  private @Nullable Path dot;

  @Override
  public Integer call() throws IOException {
    try (JsonFile file = JsonOut.open(json, command);
        WholeFile drawing = drawing()) {
      KernelLocks locks = LockFiles.read(files, bytes -> {});
      UnderAClose close = new UnderAClose(locks, starts(locks));
      List<Holding> asked = asked(close);
      print(close, asked);
      if (file != null) {
        file.write(LocksJson.of(close, asked));
      }
      if (drawing != null) {
        drawing.write(String.join("\n", dot(close, asked)) + "\n");
      }
      return 0;
    } catch (UnreadableLog reason) {
      PrintWriter err = command.commandLine().getErr();
      err.println(reason.what());
      err.flush();
      return Outcome.BAD_INPUT;
    }
  }

  private @Nullable WholeFile drawing() {
    if (dot == null) {
      return null;
    }
    try {
      return WholeFile.open(dot);
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(), "--dot %s: %s".formatted(dot, WholeFile.reason(e)), e);
    }
  }

  /** The ways to what was asked for, or to all that sleeps. */
  private static List<String> dot(UnderAClose close, List<Holding> asked) {
    List<Node> goals = new ArrayList<>();
    asked.forEach(one -> goals.addAll(one.reached()));
    if (asked.isEmpty()) {
      goals.addAll(close.reached(Sleepers.Sleep.SLEEPS));
    }
    LockGraph ways = new LockGraph();
    close.starts().forEach(ways::add);
    goals.forEach(goal -> close.path(goal).forEach(ways::add));
    return DotText.lines(ways, asked.isEmpty() ? close.starts() : goals);
  }

  private List<Node> starts(KernelLocks locks) {
    LockNames names = new LockNames(locks.classes());
    Set<Node> starts = new LinkedHashSet<>();
    UnderAClose.CLOSES.forEach(one -> starts.addAll(names.meantBy(one)));
    for (String one : under) {
      List<Node> meant = names.meantBy(one);
      if (meant.isEmpty()) {
        throw refused("--under %s: there is no class of that name. %s", one, names.hint(one));
      }
      starts.addAll(meant);
    }
    if (starts.isEmpty()) {
      throw new ParameterException(command.commandLine(), noClose(locks.classes().size()));
    }
    return new ArrayList<>(starts);
  }

  static String noClose(int classes) {
    return ("of %s none is %s: no deferred close has run since boot, or it is not in what was"
            + " given. Have kernel threads close files, and read the file again"
            + " (docs/measure-your-server.md); or name another class with --under")
        .formatted(
            classes == 1 ? "1 class" : Figures.count(classes) + " classes",
            UnderAClose.CLOSES.get(0));
  }

  private List<Holding> asked(UnderAClose close) {
    LockNames names = new LockNames(close.locks().classes());
    List<Holding> asked = new ArrayList<>();
    for (String one : holding) {
      Holding answer = close.holding(one);
      if (answer.meant().isEmpty() && !names.isWord(one)) {
        throw refused("--holding %s: there is no class of that name. %s", one, names.hint(one));
      }
      asked.add(answer);
    }
    return asked;
  }

  private void print(UnderAClose close, List<Holding> asked) {
    PrintWriter out = command.commandLine().getOut();
    LocksText text = new LocksText(Terminal.style(), close);
    Desk.print(out, text.header());
    if (asked.isEmpty()) {
      Desk.print(out, text.body());
      return;
    }
    HoldingText answer = new HoldingText(Terminal.style(), close);
    asked.forEach(one -> Desk.print(out, answer.lines(one)));
    Desk.print(out, text.worth());
  }

  private ParameterException refused(String format, String name, String hint) {
    return new ParameterException(
        command.commandLine(), format.formatted(name, hint).stripTrailing());
  }
}

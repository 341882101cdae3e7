package org.fputlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.fputlab.explore.ClosingAnswer;
import org.fputlab.explore.ClosingAnswers;
import org.fputlab.explore.Exploration;
import org.fputlab.kernellog.KernelLocks;
import org.fputlab.kernellog.LockFiles;
import org.fputlab.kernellog.LockNames;
import org.fputlab.kernellog.UnderAClose;
import org.fputlab.kernellog.UnderAClose.Holding;
import org.fputlab.kernellog.UnreadableLog;
import org.fputlab.locks.Node;
import org.fputlab.report.HoldingText;
import org.fputlab.report.JsonFile;
import org.fputlab.report.LocksText;
import org.fputlab.report.MayISync;
import org.fputlab.report.MayISyncJson;
import org.fputlab.report.MayISyncText;
import org.fputlab.report.Outcome;
import org.fputlab.report.WholeFile;
import org.fputlab.scenario.closing.Closer;
import org.fputlab.scenario.closing.ClosingContext;
import org.fputlab.scenario.closing.HeldLock;
import org.fputlab.scenario.text.NearestWord;
import org.fputlab.scenario.text.ScenarioProblems;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fputlab may-i-sync}: a question, answered with what is known. */
@Command(
    name = "may-i-sync",
    description = {
      "Says whether a thread may call __fput_sync() with the locks that it holds.",
      "Builds a scenario for each kind of file, and tries to prove that it is safe or "
          + "to find how it hangs. Also asks a real kernel's lock graph, if one is given (see "
          + "fputlab locks)."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:yes, as far as is known: nothing hangs",
      "2:a bad option; nothing was asked",
      "3:no: it hangs, or a real kernel was seen to take a held lock under a close",
      "70:fputlab itself failed",
      "74:the scenario could not be written"
    },
    footer = {
      "",
      "Examples:",
      "  fputlab may-i-sync --holding mmap_lock --thread kthread --file pipe",
      "  fputlab may-i-sync --holding nfsd_mutex --thread nfsd --locks lockdep.txt"
    })
final class MayISyncCommand implements Callable<Integer> {

  private static final long DEFAULT_SCHEDULES = 500;
  private static final Pattern QUEUE = Pattern.compile("[A-Za-z][\\w-]*");

  private final Interruption interruption;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--holding",
      paramLabel = "LOCK",
      description =
          "A lock that the closer holds, as mmap_lock, or its class as lockdep prints it. "
              + "With --locks: any class of the dump. May be repeated.")
  private List<String> holding = List.of();

  @Option(
      names = "--file",
      paramLabel = "FS",
      description = "Only files of this kind, as ext4, inet or pipe. May be repeated.")
  private List<String> files = List.of();

  @Option(
      names = "--thread",
      arity = "1..2",
      paramLabel = "WHO",
      description = "Who closes: nfsd, kthread, user, or worker and its queue. Default: kthread.")
  private List<String> thread = List.of("kthread");

  @Option(
      names = "--in-call",
      paramLabel = "FUNCTION",
      description =
          "The function from which it closes, as munmap, with the lock that is held there.")
  private String call = "";

  @Option(
      names = "--locks",
      paramLabel = "DUMP",
      description = "A real kernel's /proc/lockdep. May be repeated.")
  private List<String> dumps = List.of();

  @Option(
      names = "--scenario",
      paramLabel = "OUT",
      description =
          "Write the scenario that was built: of the first file that hangs, or else of the "
              + "first file.")
  private @Nullable Path scenario;

  @Option(names = "--json", paramLabel = "OUT", description = JsonOut.DESCRIPTION)
  private @Nullable Path json;

  @Option(
      names = "-n",
      paramLabel = "N",
      description = "The most schedules to try for each file. Default: 500.")
  private long schedules = DEFAULT_SCHEDULES;

  MayISyncCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws Exception {
    if (schedules < 1) {
      throw refused("-n = " + schedules + ": is below 1");
    }
    List<String> kinds =
        files.isEmpty() ? List.copyOf(ClosingContext.files()) : files.stream().distinct().toList();
    kinds.forEach(kind -> check("--file", kind, ClosingContext.files()));
    try (WholeFile out = out();
        JsonFile machine = JsonOut.open(json, command)) {
      UnderAClose real = real();
      ClosingContext context = context(new HeldLocks(real));
      List<Holding> seen = real == null ? List.of() : seen(real);
      List<ClosingAnswer> answers = answers(context, kinds);
      MayISync answer = new MayISync(context, answers, seen);
      print(answer, real);
      if (out != null) {
        write(out, context, answers);
      }
      if (machine != null) {
        machine.write(MayISyncJson.of(answer, real));
      }
      return answer.exitCode();
    } catch (UnreadableLog reason) {
      PrintWriter err = command.commandLine().getErr();
      err.println(reason.what());
      err.flush();
      return Outcome.BAD_INPUT;
    }
  }

  private ClosingContext context(HeldLocks known) {
    List<HeldLock> held = new ArrayList<>();
    for (String name : holding) {
      held.add(
          known
              .of(name, held.size() + 1)
              .orElseThrow(() -> refused("--holding %s: %s".formatted(name, known.refusal(name)))));
    }
    String who = thread.get(0);
    check("--thread", who, Closer.byWord().keySet());
    Closer closer = Objects.requireNonNull(Closer.byWord().get(who));
    if (thread.size() > 1 && closer != Closer.WORKER) {
      throw refused("--thread %s %s: only a worker has a queue.".formatted(who, thread.get(1)));
    }
    if (!call.isEmpty()) {
      check("--in-call", call, ClosingContext.knownCalls());
    }
    return new ClosingContext(held, closer, queue(), call);
  }

  private String queue() {
    String queue = thread.size() > 1 ? thread.get(1) : "events";
    if (!QUEUE.matcher(queue).matches()) {
      throw refused(
          "--thread worker %s: does not name a queue. Letters, digits, _ and - do, as in events"
              .formatted(queue));
    }
    return queue;
  }

  private void check(String option, String word, Collection<String> known) {
    if (!known.contains(word)) {
      throw refused(
          "%s %s: is not known.%s Known: %s"
              .formatted(
                  option, word, NearestWord.question(word, known), String.join(", ", known)));
    }
  }

  private ParameterException refused(String why) {
    return new ParameterException(command.commandLine(), why);
  }

  private @Nullable WholeFile out() {
    if (scenario == null) {
      return null;
    }
    try {
      return WholeFile.open(scenario);
    } catch (IOException e) {
      throw refused("--scenario %s: %s".formatted(scenario, WholeFile.reason(e)));
    }
  }

  private @Nullable UnderAClose real() throws UnreadableLog {
    if (dumps.isEmpty()) {
      return null;
    }
    KernelLocks locks = LockFiles.read(dumps, bytes -> {});
    LockNames names = new LockNames(locks.classes());
    List<Node> starts = new ArrayList<>();
    UnderAClose.CLOSES.forEach(one -> starts.addAll(names.meantBy(one)));
    if (starts.isEmpty()) {
      throw refused(LocksCommand.noClose(locks.classes().size()));
    }
    return new UnderAClose(locks, starts);
  }

  private List<Holding> seen(UnderAClose real) {
    return HeldLocks.asked(holding, ClosingContext.heldIn(call)).stream()
        .map(real::holding)
        .toList();
  }

  private List<ClosingAnswer> answers(ClosingContext context, List<String> kinds)
      throws ScenarioProblems, InterruptedException {
    LoggerFactory.getILoggerFactory(); // which would complain if several threads were the first
    interruption.stopsRunBy(() -> {}); // whom the search asks itself
    List<ClosingAnswer> answers = new ArrayList<>();
    int jobs = Runtime.getRuntime().availableProcessors();
    try (Exploration exploration = new Exploration(jobs, interruption::hasHappened)) {
      ClosingAnswers asked = new ClosingAnswers(exploration, schedules);
      for (String kind : kinds) {
        answers.add(asked.of(context, kind, interruption::hasHappened));
      }
    }
    return answers;
  }

  private void print(MayISync answer, @Nullable UnderAClose real) {
    PrintWriter out = command.commandLine().getOut();
    MayISyncText text = new MayISyncText(Terminal.style());
    Desk.print(out, text.lines(answer));
    if (real != null) {
      HoldingText kernel = new HoldingText(Terminal.style(), real);
      out.println();
      Desk.print(out, new LocksText(Terminal.style(), real).header());
      answer.seen().forEach(one -> Desk.print(out, kernel.lines(one)));
    }
    Desk.print(out, text.worth(answer));
  }

  private void write(WholeFile out, ClosingContext context, List<ClosingAnswer> answers)
      throws IOException {
    String kind =
        answers.stream()
            .filter(answer -> answer.known().isFound())
            .findFirst()
            .orElse(answers.get(0))
            .file();
    out.write(context.text(kind));
    PrintWriter terminal = command.commandLine().getOut();
    terminal.println();
    Desk.print(
        terminal,
        List.of("wrote " + scenario + "; see more with", "./fputlab explore " + scenario));
  }
}

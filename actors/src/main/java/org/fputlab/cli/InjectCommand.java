package org.fputlab.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fputlab.cli.remote.Refused;
import org.fputlab.cli.remote.RemoteRun;
import org.fputlab.cli.remote.Unavailable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fputlab inject}: begins a fault in a live run. */
@Command(
    name = "inject",
    customSynopsis = "fputlab inject [OPTION]... TARGET FAULT",
    description = {
      "Starts a fault in a live run, now.",
      "The faults are the same as in a scenario's timeline. fputlab faults known lists "
          + "them, and what each can be put on in this run."
    },
    exitCodeList = {
      "0:the fault is at work",
      "2:nothing was begun: no such target, fault or setting, or no live run"
    },
    footer = {
      "",
      "Examples:",
      "  fputlab inject afs-server hang --for 30s",
      "  fputlab inject nfsd-3 kill",
      "  fputlab inject delayed_fput pause --for 5s",
      "  fputlab inject step evict slow --by 100",
      "  fputlab inject lock 'mmap_lock(app)' hold --for 2s",
      "  fputlab inject afs-server drop --probability 0.1",
      "  fputlab inject afs-server fail-nth 7",
      "  fputlab inject memory-pressure --by 10"
    })
final class InjectCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Mixin private final LiveAddress address = new LiveAddress();

  @Parameters(
      arity = "0..*",
      paramLabel = "TARGET FAULT",
      hideParamSyntax = true,
      description =
          "The fault, and what it is put on. The kind of target may come first, as in step "
              + "evict or lock my_mutex.")
  private List<String> words = List.of();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long it lasts, as in 30s. Default: until it is lifted.")
  private @Nullable String lasts;

  @Option(names = "--by", paramLabel = "N", description = "How many times slower.")
  private @Nullable String by;

  @Option(
      names = "--probability",
      paramLabel = "P",
      description = "The probability that a message is lost, from 0 to 1.")
  private @Nullable String probability;

  @Option(names = "--interval", paramLabel = "N", description = "Every N-th message.")
  private @Nullable String interval;

  @Option(names = "--times", paramLabel = "N", description = "At most N messages.")
  private @Nullable String times;

  @Option(names = "--nth", paramLabel = "N", description = "Only the N-th message.")
  private @Nullable String nth;

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Unavailable, Refused {
    Map<String, String> fault = fault();
    RemoteRun run = address.run();
    JsonNode answer = run.inject(fault);
    PrintWriter out = command.commandLine().getOut();
    Desk.print(
        out,
        json
            ? FaultText.json(answer)
            : FaultText.begun(answer, fault.getOrDefault("do", ""), run.faults().known()));
    return 0;
  }

  private Map<String, String> fault() {
    Map<String, @Nullable String> settings = new LinkedHashMap<>();
    settings.put("for", lasts);
    settings.put("by", by);
    settings.put("probability", probability);
    settings.put("interval", interval);
    settings.put("times", times);
    settings.put("nth", nth);
    try {
      return FaultWords.request(words, settings);
    } catch (IllegalArgumentException incomplete) {
      throw new ParameterException(
          command.commandLine(), String.valueOf(incomplete.getMessage()), incomplete);
    }
  }
}

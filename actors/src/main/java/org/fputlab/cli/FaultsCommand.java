package org.fputlab.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.fputlab.cli.remote.LiveView.FaultList;
import org.fputlab.cli.remote.Refused;
import org.fputlab.cli.remote.RemoteRun;
import org.fputlab.cli.remote.Unavailable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code fputlab faults}: lists the faults of a live run and lifts them. */
@Command(
    name = "faults",
    description = "Lists the active faults of a live run, with their age and the time left.",
    exitCodeList = {FaultsCommand.DONE, FaultsCommand.NOT_DONE},
    footer = {
      "",
      "Examples:",
      "  fputlab faults",
      "  fputlab faults known",
      "  fputlab faults lift 2",
      "  fputlab faults reset"
    })
final class FaultsCommand implements Callable<Integer> {

  static final String DONE = "0:done";
  static final String NOT_DONE = "2:nothing was done: no such fault, or no live run";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Mixin private final LiveAddress address = new LiveAddress();

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print the answer as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Unavailable {
    return list(address.run());
  }

  private int list(RemoteRun run) throws Unavailable {
    return print(
        json ? FaultText.json(run.faultsAsJson()) : FaultText.active(run.faults().active()));
  }

  @Command(
      name = "known",
      description = "Lists all faults, and what each can be put on in this run.",
      exitCodeList = {DONE, NOT_DONE},
      footer = {"", "Example:", "  fputlab faults known"})
  int known() throws Unavailable {
    RemoteRun run = address.run();
    return print(
        json
            ? FaultText.json(run.faultsAsJson().path("known"))
            : FaultText.known(run.faults().known()));
  }

  @Command(
      name = "lift",
      description = "Ends a fault before its time.",
      exitCodeList = {DONE, NOT_DONE},
      footer = {"", "Example:", "  fputlab faults lift 2"})
  int lift(
      @Parameters(
              paramLabel = "N",
              converter = Words.FaultNumber.class,
              description = "The fault's number, as fputlab faults lists it.")
          int fault)
      throws Unavailable, Refused {
    RemoteRun run = address.run();
    FaultList before = run.faults();
    JsonNode answer = run.lift(fault);
    return print(json ? FaultText.json(answer) : FaultText.lifted(fault, before));
  }

  @Command(
      name = "reset",
      description = "Ends all active faults. Faults that the scenario begins later still begin.",
      exitCodeList = {DONE, NOT_DONE},
      footer = {"", "Example:", "  fputlab faults reset"})
  int reset() throws Unavailable, Refused {
    RemoteRun run = address.run();
    FaultList before = run.faults();
    JsonNode answer = run.liftAll();
    return print(json ? FaultText.json(answer) : FaultText.reset(answer, before));
  }

  private int print(List<String> lines) {
    Desk.print(command.commandLine().getOut(), lines);
    return 0;
  }
}

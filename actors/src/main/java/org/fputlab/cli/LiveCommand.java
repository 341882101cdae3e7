package org.fputlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.fputlab.report.JsonFile;
import org.fputlab.report.Outcome;
import org.fputlab.report.RunJson;
import org.fputlab.report.RunText;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.LiveRunner;
import org.fputlab.scenario.running.LiveSession;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.web.LiveServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fputlab live}: one scenario on the wall clock. */
@Command(
    name = "live",
    description =
        "Runs one scenario in real time, with a web page to watch it and to inject faults.",
    footer = {
      "",
      "Example:",
      "  fputlab live afs/silly-remove-server-hangs --close sync --record run.rec"
    })
final class LiveCommand implements Callable<Integer> {

  private final Laboratory laboratory;
  private final Interruption interruption;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Mixin private final RunArguments arguments = new RunArguments();
  @Mixin private final LiveArguments live = new LiveArguments();

  LiveCommand(Laboratory laboratory, Interruption interruption) {
    this.laboratory = laboratory;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws Exception {
    Scenario scenario = arguments.scenario(laboratory);
    RunOptions options =
        new RunOptions(
            live.closeOr(scenario.kernel().close()),
            arguments.seedOr(scenario.seed()),
            live.duration());
    LogbackLevels levels = LogbackLevels.ofLive(scenario);
    arguments.applyLog(levels);
    Optional<String> token = live.token();
    refuseTakenPort();
    try (JsonFile json = arguments.openJson()) {
      Ended ended = run(scenario, options, levels, token);
      RunResult result = ended.result();
      RunText text = new RunText(Terminal.style(), Terminal.blocks());
      print(arguments.isQuiet() ? text.ending(result, options) : text.body(result, options));
      if (json != null) {
        json.write(RunJson.of(result, options));
      }
      ended.unrecorded().ifPresent(this::tellUnrecorded);
      return ended.unrecorded().isPresent() ? Outcome.CANNOT_WRITE : Outcome.of(result).exitCode();
    }
  }

  /**
   * What a run came to.
   *
   * @param unrecorded why the recording has not all of it, where it has not
   */
  private record Ended(RunResult result, Optional<String> unrecorded) {}

  private void tellUnrecorded(String why) {
    PrintWriter err = command.commandLine().getErr();
    err.println(
        "fputlab: the recording could not be written: %s: %s"
            .formatted(live.way().recording().map(String::valueOf).orElse(""), why));
  }

  private Ended run(
      Scenario scenario, RunOptions options, LogbackLevels levels, Optional<String> token)
      throws InterruptedException, NoCluster {
    PrintWriter err = command.commandLine().getErr();
    try (LiveRunner runner = new LiveRunner();
        LiveLog log = LiveLog.open(looks(), err, System::nanoTime);
        ServersDesk servers = live.servers(scenario, this::say);
        LiveSession session = started(runner, scenario, options, servers);
        LiveServer server = served(session, token, levels.during(session))) {
      interruption.stopsRunBy(
          () -> {
            Terminal.leaveTheLine(err);
            session.stop();
          });
      String page = page(server.address(), token);
      OptionalLong deaf =
          Interruption.isDeaf()
              ? OptionalLong.of(ProcessHandle.current().pid())
              : OptionalLong.empty();
      print(
          new RunText(Terminal.style(), Terminal.blocks())
              .liveHeader(scenario, options, live.way().speed(), page, servers.lines(), deaf));
      RunResult result = session.await();
      log.finish();
      return new Ended(result, session.recordingFailure());
    }
  }

  /** Before anything else is begun, as the recording of an earlier run that would be lost. */
  private void refuseTakenPort() {
    try {
      LiveServer.refuseTakenPort(live.bind(), live.port());
    } catch (IOException taken) {
      throw refused(taken);
    }
  }

  private void say(String line) {
    PrintWriter err = command.commandLine().getErr();
    err.println("fputlab: " + line);
    err.flush();
  }

  private LiveSession started(
      LiveRunner runner, Scenario scenario, RunOptions options, ServersDesk servers) {
    try {
      LiveRunner.Way way = live.way().with(servers.elsewhere());
      return runner.start(scenario, options, way, new LiveNews());
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(), "--record: %s cannot be written".formatted(e.getMessage()), e);
    }
  }

  private LiveServer served(LiveSession session, Optional<String> token, LogbackLevels levels) {
    try {
      return LiveServer.start(session, live.bind(), live.port(), token, levels);
    } catch (IOException taken) {
      throw refused(taken);
    }
  }

  private ParameterException refused(IOException why) {
    return new ParameterException(command.commandLine(), String.valueOf(why.getMessage()), why);
  }

  static String page(InetSocketAddress address, Optional<String> token) {
    String host = host(address.getAddress());
    String written = host.contains(":") ? "[" + host + "]" : host;
    String asked = token.map(secret -> "?token=" + secret).orElse("");
    return "http://%s:%d/%s".formatted(written, address.getPort(), asked);
  }

  /** As others can write it: of an address that stands for all of this machine's, its name. */
  private static String host(InetAddress address) {
    if (address.isAnyLocalAddress()) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException nameless) {
        return address.getHostAddress();
      }
    }
    return address.getHostAddress();
  }

  private LiveLog.Looks looks() {
    return new LiveLog.Looks(live.logFormat(), Terminal.logStyle(), Terminal.logLinesPerSecond());
  }

  private void print(java.util.List<String> lines) {
    PrintWriter out = command.commandLine().getOut();
    Desk.print(out, lines);
  }
}

package org.fputlab.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.LiveRunner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code live} is told besides what every run is told. */
final class LiveArguments {

  private static final int TOKEN_BYTES = 16;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--close",
      paramLabel = "POLICY",
      completionCandidates = Words.Policy.class,
      converter = Words.Policy.class,
      description =
          "What a final fput() does: deferred, sync, fput-now, nfsd-sync or nfsd-task-work. "
              + "Default: the file's own.")
  private @Nullable ClosePolicy close;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "1h",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      converter = Words.Duration.class,
      description = "How long the run lasts, as in 30s. Default: one hour.")
  private long duration;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8473",
      converter = Words.ListeningPort.class,
      description =
          "The port of the page and of the other commands. Default: ${DEFAULT-VALUE}. 0: "
              + "any free port.")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen on. Default: ${DEFAULT-VALUE}. If others can reach it, a "
              + "token is made and printed, and every request must carry it.")
  private String bind = "";

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "1",
      converter = Words.Speed.class,
      description =
          "How many seconds of the run pass in one second of real time. Default: "
              + "${DEFAULT-VALUE}.")
  private double speed;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Record the run in this file, for fputlab replay.")
  private @Nullable Path record;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      converter = LogFormat.Word.class,
      description = "The format of the log on stderr: text, or json for one object a line.")
  private LogFormat logFormat = LogFormat.TEXT;

  @Option(
      names = "--server",
      paramLabel = "NAME@HOST:PORT",
      hideParamSyntax = true,
      description =
          "This server of the scenario runs in another program (see fputlab serve). May be "
              + "repeated.")
  private List<String> servers = List.of();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "The address at which those servers answer. Default: 127.0.0.1:0, any free port.")
  private String listen = "127.0.0.1:0";

  @Option(names = "--tls", paramLabel = "FOLDER", description = ClusterArguments.TLS)
  private @Nullable Path tls;

  /**
   * Finds the servers that other programs run, if there are any.
   *
   * @param says tells the user of one that comes back and will not go on
   */
  ServersDesk servers(Scenario scenario, Consumer<String> says)
      throws NoCluster, InterruptedException {
    return servers.isEmpty()
        ? ServersDesk.NONE
        : ServersDesk.open(command, scenario, servers, listen, tls, speed, says);
  }

  ClosePolicy closeOr(ClosePolicy own) {
    return close == null ? own : close;
  }

  /** In nanoseconds. */
  long duration() {
    return duration;
  }

  int port() {
    return port;
  }

  String bind() {
    return bind;
  }

  /** What every request must carry, where others can reach the address. */
  Optional<String> token() {
    try {
      if (InetAddress.getByName(bind).isLoopbackAddress()) {
        return Optional.empty();
      }
    } catch (UnknownHostException e) {
      throw refused("--bind %s is no address of this machine".formatted(bind));
    }
    byte[] token = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(token);
    return Optional.of(HexFormat.of().formatHex(token));
  }

  /** How the run is live, but for servers that other programs run. */
  LiveRunner.Way way() {
    return new LiveRunner.Way(speed, Optional.ofNullable(record));
  }

  LogFormat logFormat() {
    return logFormat;
  }

  private ParameterException refused(String why) {
    return new ParameterException(command.commandLine(), why);
  }
}

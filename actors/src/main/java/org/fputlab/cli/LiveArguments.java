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
import org.fputlab.scenario.LiveRunner;
import org.fputlab.scenario.Scenario;
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
          "What a final fput() does: deferred, sync, fput-now, nfsd-sync or nfsd-task-work;"
              + " the file's own by default.")
  private @Nullable ClosePolicy close;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "1h",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      converter = Words.Duration.class,
      description = "Time of the run after which it ends, as in 30s; an hour by default.")
  private long duration;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8473",
      converter = Words.ListeningPort.class,
      description =
          "Where the page and the other commands find the run; ${DEFAULT-VALUE}. 0 is any that is"
              + " free.")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen at; ${DEFAULT-VALUE}. Where others can reach it, a token is made"
              + " and printed, which every request must carry.")
  private String bind = "";

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "1",
      converter = Words.Speed.class,
      description = "Seconds of the run that pass in a second of real time; ${DEFAULT-VALUE}.")
  private double speed;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Save every turn to this file, for fputlab replay.")
  private @Nullable Path record;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      converter = LogFormat.Word.class,
      description = "How the log is written on stderr: text, or json for one object a line.")
  private LogFormat logFormat = LogFormat.TEXT;

  @Option(
      names = "--server",
      paramLabel = "NAME@HOST:PORT",
      hideParamSyntax = true,
      description =
          "Another program runs this server of the scenario: see fputlab serve. May be given for"
              + " each.")
  private List<String> servers = List.of();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where such servers answer; 127.0.0.1:0, any free port, by default.")
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

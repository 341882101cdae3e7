package org.fputlab.cli;

import java.util.Optional;
import org.fputlab.cli.remote.RemoteRun;
import org.fputlab.cli.remote.Unavailable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where the live run is that a command talks to. */
final class LiveAddress {

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8473",
      scope = ScopeType.INHERIT,
      converter = Words.Port.class,
      description = "The port of the live run. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      defaultValue = "127.0.0.1",
      scope = ScopeType.INHERIT,
      description = "The host of the live run. Default: ${DEFAULT-VALUE}.")
  private String host = "";

  @Option(
      names = "--token",
      paramLabel = "T",
      defaultValue = "${env:FPUTLAB_TOKEN}",
      scope = ScopeType.INHERIT,
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description =
          "The token that live --bind printed. Default: FPUTLAB_TOKEN from the environment.")
  private @Nullable String token;

  /** The run there. */
  RemoteRun run() throws Unavailable {
    return RemoteRun.at(host, port, Optional.ofNullable(token).filter(word -> !word.isBlank()));
  }
}

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
      description = "Where the live run listens; ${DEFAULT-VALUE} by default.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      defaultValue = "127.0.0.1",
      scope = ScopeType.INHERIT,
      description = "The machine that it runs on; ${DEFAULT-VALUE} by default.")
  private String host = "";

  @Option(
      names = "--token",
      paramLabel = "T",
      defaultValue = "${env:FPUTLAB_TOKEN}",
      scope = ScopeType.INHERIT,
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description =
          "The token that a live run with --bind printed; FPUTLAB_TOKEN of the environment by"
              + " default.")
  private @Nullable String token;

  /** The run there. */
  RemoteRun run() throws Unavailable {
    return RemoteRun.at(host, port, Optional.ofNullable(token).filter(word -> !word.isBlank()));
  }
}

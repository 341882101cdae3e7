package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code fputlab serve} and {@code live --server} refuse before anything begins. */
class ServeCommandTest {

  private final Shell shell = new Shell();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "afs/exported-by-nfsd afs-srver | unknown server afs-srver. Did you mean afs-server?",
        "drivers/release-flushes-workqueue afs | unknown server afs. The scenario has none",
        "nfsd/loopback-close-needs-a-thread this-machine | threads of the machine itself serve",
        "afs/exported-by-nfsd afs-server --listen 8475 | --listen = 8475: is no HOST:PORT",
        "afs/exported-by-nfsd afs-server --listen 0.0.0.0:0 | Give keys with --tls FOLDER",
        "afs/exported-by-nfsd afs-server --tls /no/such | has no tls.key that can be read",
        "afs/exported-by-nfds afs-server | Did you mean afs/exported-by-nfsd?"
      })
  void aServerThatCannotBeServedIsRefused(String arguments, String message) {
    assertThat(shell.fputlab(("serve " + arguments).split(" "))).isEqualTo(2);
    assertThat(shell.err()).contains(message);
    assertThat(shell.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "afs-srver@127.0.0.1:8475 | unknown server afs-srver. Did you mean afs-server?",
        "afs-server | lacks where, as in afs-server@127.0.0.1:8475",
        "afs-server@127.0.0.1 | is no HOST:PORT",
        "afs-server@192.0.2.1:8475 | Give keys with --tls FOLDER",
        "afs-server@127.0.0.1:8475 --listen 0.0.0.0:0 | Give keys with --tls FOLDER",
        "afs-server@127.0.0.1:1 --server afs-server@127.0.0.1:2 | is somewhere else already"
      })
  void aServerThatCannotBeElsewhereIsRefused(String server, String message) {
    String live = "live afs/exported-by-nfsd --port 0 --duration 1s --server " + server;
    assertThat(shell.fputlab(live.split(" "))).isEqualTo(2);
    assertThat(shell.err()).contains(message);
    assertThat(shell.out()).isEmpty();
  }
}

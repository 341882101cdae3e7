package org.fputlab.scenario.running;

import java.util.Set;
import org.fputlab.model.ServerRequest;

/** The way from a live run to those of its servers that other programs run. */
public interface Elsewhere {

  /** All servers are the run's own. */
  Elsewhere NOBODY =
      new Elsewhere() {
        @Override
        public Set<String> servers() {
          return Set.of();
        }

        @Override
        public void ask(ServerRequest request) {
          throw new IllegalStateException("nobody runs " + request.server());
        }

        @Override
        public void begin(Inbox inbox) {}
      };

  /** What a live run hears from there, from any thread; nothing waits for it. */
  interface Inbox {

    /** A call is served. */
    void served(String server, int life, long call);

    /** A server was not heard of for so long, in nanoseconds of the run. */
    void unheard(String server, long nanos);

    /** A server is heard of again; {@code forgets} what it was asked before. */
    void heard(String server, boolean forgets);
  }

  /** Which servers those are. */
  Set<String> servers();

  /** Asks one of them, between two messages of the run: it must not block. */
  void ask(ServerRequest request);

  /** What is heard from there is told from now on. */
  void begin(Inbox inbox);
}

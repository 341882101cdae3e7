package org.fputlab.scenario.running;

import java.util.function.LongConsumer;
import org.fputlab.engine.Turns;
import org.fputlab.engine.live.LiveEngine;
import org.fputlab.kernel.servers.RemoteServer;
import org.fputlab.kernel.task.Message;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.ServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * A server of a scenario without its machine: other programs ask it, and it serves them in real
 * time.
 */
public final class LoneServer implements AutoCloseable {

  private final LiveEngine engine = new LiveEngine();
  private final KernelSpec.Server spec;
  private LiveEngine.@Nullable Run<Message> life;

  /** One that is not up yet. */
  public LoneServer(KernelSpec.Server spec) {
    this.spec = spec;
  }

  /**
   * It is up from now on, and knows nothing of what it was asked before.
   *
   * @param speed nanoseconds of a service that pass in one of real time
   * @param answered is told of each request that is answered, on any thread; it must not block
   */
  public void start(double speed, LongConsumer answered) {
    stop();
    life =
        engine.start(
            from -> RemoteServer.alone(from, spec, answered), 0, speed, Turns.UNHEARD, ready -> {});
  }

  /** Asks it; the answer comes later. */
  public void ask(ServerRequest request) {
    LiveEngine.Run<Message> run = life;
    if (run != null) {
      run.throwIfFailed();
      run.changedSoon("", () -> run.kernel().tell(new RemoteServer.Asked(request)));
    }
  }

  /** It is down from now on. */
  public void stop() {
    LiveEngine.Run<Message> run = life;
    life = null;
    if (run != null) {
      run.close();
    }
  }

  @Override
  public void close() {
    stop();
    engine.close();
  }
}

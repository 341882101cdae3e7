package org.fputlab.theory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.PriorityQueue;
import org.HdrHistogram.Histogram;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Dist;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.Runner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every call takes as long as recursions on the same random numbers say that it must: not means are
 * compared but all latencies, at three digits.
 */
@TestInstance(Lifecycle.PER_CLASS)
class EveryCallTest {

  private static final long SEED = 5;
  private static final long END = 15_000_000_000L;
  private static final Dist RANDOM = new Dist.Exp(1e6);

  private final Runner runner = new Runner();

  @TempDir private Path folder;

  @AfterAll
  void stopTheEngine() {
    runner.close();
  }

  /** The latencies that the emulator measures. */
  private Histogram measured(String text) {
    RunOptions options = new RunOptions(ClosePolicy.DEFERRED, SEED, END);
    return runner.run(Model.scenario(folder, text), options, RunListener.NONE).rpcLatency();
  }

  private static Histogram empty() {
    Histogram latencies = new Histogram(3);
    latencies.setAutoResize(true);
    return latencies;
  }

  /** Lindley's recursion; for several servers that of Kiefer and Wolfowitz. */
  private static Histogram served(List<Call> calls, int servers) {
    Histogram latencies = empty();
    PriorityQueue<Long> freeAt = new PriorityQueue<>();
    for (int i = 0; i < servers; i++) {
      freeAt.add(0L);
    }
    for (Call call : calls) {
      long over = Math.max(call.at(), freeAt.remove()) + call.service();
      freeAt.add(over);
      if (over <= END) {
        latencies.recordValue(over - call.at());
      }
    }
    return latencies;
  }

  private static List<Call> calls(double perSecond, Dist service) {
    return Call.of(SEED, "c", perSecond, service, END);
  }

  private static String withManyThreads(String op) {
    String text = Model.with(Model.shipped("mm1"), "threads = 1", "threads = 1024");
    return Model.with(text, "io exp(1ms)", op);
  }

  @Test
  void callsOfOneThreadWaitForThoseBefore() {
    assertThat(measured(Model.shipped("mm1"))).isEqualTo(served(calls(900, RANDOM), 1));
    assertThat(measured(Model.shipped("md1")))
        .isEqualTo(served(calls(900, new Dist.Fixed(1_000_000)), 1));
    assertThat(measured(Model.shipped("mg1")))
        .isEqualTo(served(calls(919, new Dist.Lognormal(600_000, 6_000_000)), 1));
  }

  @Test
  void callsOfManyThreadsGoToTheFirstThatIsFree() {
    assertThat(measured(Model.shipped("mmc"))).isEqualTo(served(calls(7200, RANDOM), 8));
  }

  @Test
  void processorsAndLocksServeInTheOrderOfArrival() {
    Histogram one = served(calls(900, RANDOM), 1);
    assertThat(measured(withManyThreads("cpu exp(1ms)") + "cpus = 1\n")).isEqualTo(one);
    assertThat(measured(withManyThreads("mutex_lock m, io exp(1ms), mutex_unlock m")))
        .isEqualTo(one);
    assertThat(measured(withManyThreads("down_write m, io exp(1ms), up_write m"))).isEqualTo(one);
    assertThat(measured(withManyThreads("down s, io exp(1ms), up s") + "semaphores.s = 1\n"))
        .isEqualTo(one);
  }

  @Test
  void readersAloneNeverWait() {
    assertThat(measured(withManyThreads("down_read m, io exp(1ms), up_read m")))
        .isEqualTo(served(calls(900, RANDOM), 1024));
  }

  @Test
  void rwsemIsHandedOverToTheFirstAndWithAReaderToAllWhoRead() {
    List<Call> readers = Call.of(SEED, "readers", 1500, RANDOM, END);
    List<Call> writers = Call.of(SEED, "writers", 375, new Dist.Exp(5e5), END);
    Histogram expected = empty();
    HandOver.record(Call.merged(readers, writers), "readers", expected, END);
    assertThat(measured(Model.shipped("rwsem-hand-over"))).isEqualTo(expected);
  }
}

package org.fputlab.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;

/** Whether a close costs the same however many are pending. */
final class Growth {

  private static final double NANOS_IN_SECOND = 1e9;

  /** By so many the list grows in a second of the run. */
  private static final double PER_SECOND = 1_960_000;

  private static final String TEXT =
      """
      title    = "closes are handed over faster than they are finished"
      duration = 60s
      memory   = 64GiB
      cpus     = 8
      filesystems.slow-evict.evict = [ io exp(500ns) ]
      mounts.export.filesystem = slow-evict
      nfsd.threads = 256
      clients.c { count = 64, mount = export, rate = 3960000/s, op = [ open, close ] }
      watch { sample-every = 200ms }
      """;

  private final PrintStream out;
  private final Runner runner;
  private final Scenario scenario = FullModel.scenario(TEXT);

  Growth(PrintStream out, Runner runner) {
    this.out = out;
    this.runner = runner;
  }

  /** A row for each power of ten up to {@code most} pending closes. */
  void run(long most, int times) {
    measure(ClosePolicy.DEFERRED, (long) 1e5);
    out.printf("%n%d times each; median (least to most)%n%n", times);
    out.println("| close | pending at the end | messages/s | closes finished/s |");
    out.println("|---|---|---|---|");
    for (long pending = 10_000; pending <= most; pending *= 10) {
      row(ClosePolicy.DEFERRED, pending, times);
    }
    for (ClosePolicy policy : ClosePolicy.values()) {
      if (policy != ClosePolicy.DEFERRED) {
        row(policy, Math.min(most, 100_000), times);
      }
    }
  }

  private void row(ClosePolicy policy, long pending, int times) {
    List<double[]> figures = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      figures.add(measure(policy, pending));
    }
    out.printf(
        "| %s | %,.0f | %s | %s |%n",
        policy.word(), figures.get(0)[2], repeated(figures, 0).text(), repeated(figures, 1).text());
  }

  private static Repeated repeated(List<double[]> figures, int which) {
    return new Repeated(figures.stream().mapToDouble(figure -> figure[which]).toArray());
  }

  private double[] measure(ClosePolicy policy, long pending) {
    long duration = (long) (pending / PER_SECOND * NANOS_IN_SECOND);
    System.gc();
    long begun = System.nanoTime();
    RunResult result = runner.run(scenario, new RunOptions(policy, 1, duration), RunListener.NONE);
    double seconds = (System.nanoTime() - begun) / NANOS_IN_SECOND;
    return new double[] {result.steps() / seconds, result.closed() / seconds, result.pending()};
  }
}

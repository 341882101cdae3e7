package org.fputlab.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fputlab.model.Dist;

/** Every model that theory is asked about: the shipped scenarios at other rates and servers. */
final class Models {

  private static final double SERVICE = 1e6;
  private static final double SECOND = 1e9;
  private static final double[] UTILISATIONS = {0.3, 0.6, 0.9, 0.95};

  /** How many calls of M/M/1 it takes at each utilisation to have an interval worth the name. */
  private static final long[] CALLS = {40_000, 80_000, 250_000, 600_000};

  private static final Dist.Lognormal SKEWED = new Dist.Lognormal(600_000, 6_000_000);
  private static final int CLIENTS = 20;
  private static final String REMOTE = "servers.s { workers = 4, service = exp(1ms) }";

  private Models() {}

  static List<Model> all() {
    List<Model> all = new ArrayList<>();
    for (int i = 0; i < UTILISATIONS.length; i++) {
      all.add(oneThread(i));
      all.add(fixedService(i));
      all.add(skewedService(i));
      for (int servers : List.of(2, 8, 64)) {
        all.add(threads(servers, i));
      }
      all.add(closed(i));
    }
    all.addAll(otherServers());
    return all;
  }

  private static Model oneThread(int at) {
    double rate = UTILISATIONS[at] / SERVICE;
    String text = Model.with(Model.shipped("mm1"), "rate = 900/s", "rate = " + perSecond(rate));
    double theory = Formulas.timeWithServers(rate, 1, SERVICE);
    return model("M/M/1", "1 nfsd thread", at, text, theory, rate, 1);
  }

  private static Model threads(int servers, int at) {
    double rate = UTILISATIONS[at] * servers / SERVICE;
    String text = Model.with(Model.shipped("mmc"), "rate = 7200/s", "rate = " + perSecond(rate));
    text = Model.with(text, "threads = 8", "threads = " + servers);
    double theory = Formulas.timeWithServers(rate, servers, SERVICE);
    return model(
        "M/M/" + servers,
        servers + " nfsd threads",
        at,
        text,
        theory,
        rate,
        servers < 64 ? 1 : 0.6);
  }

  private static Model fixedService(int at) {
    double rate = UTILISATIONS[at] / SERVICE;
    String text = Model.with(Model.shipped("md1"), "rate = 900/s", "rate = " + perSecond(rate));
    double theory = Formulas.timeWithService(rate, SERVICE, SERVICE * SERVICE);
    return model("M/D/1", "1 nfsd thread", at, text, theory, rate, 0.6);
  }

  private static Model skewedService(int at) {
    double rate = UTILISATIONS[at] / SKEWED.mean();
    String text = Model.with(Model.shipped("mg1"), "rate = 919/s", "rate = " + perSecond(rate));
    double theory = Formulas.timeWithService(rate, SKEWED.mean(), Formulas.secondMoment(SKEWED));
    return model("M/G/1", "1 nfsd thread", at, text, theory, rate, 2);
  }

  private static Model closed(int at) {
    long think = Math.round(Formulas.thinkFor(UTILISATIONS[at], CLIENTS, SERVICE));
    String text =
        Model.with(Model.shipped("machine-repairman"), "exp(18.9ms)", "exp(" + think + "ns)");
    double theory = Formulas.timeWithThinking(CLIENTS, (double) think, SERVICE);
    double rate = UTILISATIONS[at] / SERVICE;
    return model("M/M/1//20", "1 nfsd thread", at, text, theory, rate, 0.2);
  }

  /** The same queues before everything else that serves in the order of arrival. */
  private static List<Model> otherServers() {
    return List.of(
        other("M/M/4", "4 cpus", 4, "cpus = 4", "cpu exp(1ms)"),
        other("M/M/4", "semaphore of 4", 4, "semaphores.s = 4", "down s, io exp(1ms), up s"),
        other("M/M/4", "server, 4 workers", 4, REMOTE, "rpc s OP"),
        other("M/M/1", "mutex", 1, "", "mutex_lock m, io exp(1ms), mutex_unlock m"),
        other("M/M/1", "rwsem, writers", 1, "", "down_write m, io exp(1ms), up_write m"));
  }

  private static Model other(String queue, String server, int servers, String machine, String op) {
    int at = 1;
    double rate = UTILISATIONS[at] * servers / SERVICE;
    String text = Model.with(Model.shipped("mm1"), "rate = 900/s", "rate = " + perSecond(rate));
    text = Model.with(text, "threads = 1", "threads = 1024");
    text = Model.with(text, "io exp(1ms)", op) + machine + "\n";
    double theory = Formulas.timeWithServers(rate, servers, SERVICE);
    return model(queue, server, at, text, theory, rate, 1);
  }

  /**
   * @param part of the calls that M/M/1 needs: where services vary less fewer will do
   */
  private static Model model(
      String queue, String server, int at, String text, double theory, double rate, double part) {
    long duration = Math.round(part * CALLS[at] / rate);
    return new Model(queue, server, UTILISATIONS[at], text, theory, duration);
  }

  private static String perSecond(double rate) {
    return String.format(Locale.ROOT, "%.6f/s", rate * SECOND);
  }
}

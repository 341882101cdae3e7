package org.fputlab.scenario.observed;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fputlab.engine.Figures;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;

/** The scenario file of a measured server, with what is not known as comments. */
public final class ScenarioText {

  /** The first words of a file's second line: how to know a file that may be replaced. */
  public static final String MARK = "# Written by fputlab import";

  static final String CPUS = "8 are assumed";
  static final String THREADS = "8 are assumed";

  private static final int COLUMNS = 100;
  private static final double SECOND = 1e9;

  /**
   * Runs of about a minute, but neither too few closes to say anything nor too many to wait for.
   */
  private static final double USUAL_SECONDS = 60;

  private static final double FEWEST_CLOSES = 2_000;
  private static final double MOST_CLOSES = 500_000;
  private static final double LONGEST_SECONDS = 3600;

  private static final int FEWEST_TASKS = 16;
  static final int MOST_TASKS = 4096;

  private final MeasuredServer server;
  private final List<String> lines = new ArrayList<>();

  private ScenarioText(MeasuredServer server) {
    this.server = server;
  }

  /**
   * The file, checked to be one that can be run.
   *
   * @param name of the file
   */
  public static String of(MeasuredServer server, String name, String title, ClosePolicy close) {
    String text = new ScenarioText(server).write(name, title, close);
    try {
      ScenarioLoader.parse(text, name);
    } catch (ScenarioProblems ours) {
      throw new IllegalStateException(ours.getMessage(), ours);
    }
    return text;
  }

  private String write(String name, String title, ClosePolicy close) {
    comment("", name);
    comment("", MARK.substring(2) + " from " + String.join(", ", server.files()) + ".");
    lines.add("title    = " + quoted(title));
    lines.add("duration = " + seconds() + "s");
    lines.add("close    = " + close.word());
    lines.add("cpus     = " + server.cpus().orElse(8));
    if (server.streams().stream().anyMatch(Stream::isByNfsd)) {
      lines.add("nfsd.threads = " + server.threads().orElse(8));
    }
    server.streams().forEach(this::stream);
    notes("What was measured:", server.measured());
    notes("Seen besides:", server.notes());
    notes("Not measured, and what stands here instead:", server.unknown());
    return String.join("\n", lines) + "\n";
  }

  private static String quoted(String title) {
    String plain = title.replaceAll("\\p{Cntrl}+", " ").strip();
    return '"' + plain.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private long seconds() {
    double rate = server.rate();
    double seconds = Math.max(USUAL_SECONDS, FEWEST_CLOSES / rate);
    seconds = Math.min(seconds, Math.min(LONGEST_SECONDS, MOST_CLOSES / rate));
    return Math.max(1, Math.round(seconds));
  }

  private void stream(Stream stream) {
    lines.add("");
    comment(
        "",
        String.format(
            Locale.ROOT,
            "%s: %s by %s, mean %s, p99 %s",
            stream.function(),
            Words.count(stream.times().count(), "time", "times"),
            stream.caller().spoken(),
            Figures.plainDuration(Math.round(stream.times().mean())),
            Figures.plainDuration(stream.times().quantile(0.99))));
    if (stream.times().isNarrowed()) {
      comment("", "(buckets are narrowed within their bounds such that the mean is the exact one)");
    }
    String name = stream.name();
    lines.add("filesystems." + name + " {");
    lines.add("  release = [ io " + stream.times().distribution() + " ]");
    if (stream.evict() != null) {
      lines.add("  evict   = [ io " + stream.evict().distribution() + " ]");
    }
    lines.add("}");
    lines.add("mounts." + name + ".filesystem = " + name);
    load(stream);
  }

  private void load(Stream stream) {
    String rate = number(stream.rate()) + "/s";
    if (stream.added() > 0) {
      comment(
          "",
          "%s/s finished and %s/s by which file-nr grew"
              .formatted(number(stream.finished()), number(stream.added())));
    }
    if (stream.isByNfsd()) {
      lines.add(
          "clients.%s { mount = %s, rate = %s, op = [ open, close ] }"
              .formatted(stream.name(), stream.name(), rate));
    } else {
      users(stream, rate);
    }
  }

  /** So many that hardly ever all are busy closing. */
  private void users(Stream stream, String rate) {
    double busy = stream.rate() * stream.times().quantile(0.99) / SECOND;
    int count = (int) Math.min(MOST_TASKS, Math.max(FEWEST_TASKS, Math.ceil(4 * busy)));
    double pause = count * SECOND / stream.rate() - stream.mean();
    comment("", rate + " of all together");
    lines.add(
        "tasks.%s { context = user, count = %d, every = exp(%s), run = [ open f on %s, close f ] }"
            .formatted(
                stream.name(),
                count,
                Histogram.exact(Math.max(1, Math.round(pause))),
                stream.name()));
  }

  private static String number(double value) {
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  private void notes(String title, List<String> notes) {
    if (notes.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("# " + title);
    notes.forEach(note -> comment("- ", note));
  }

  private void comment(String bullet, String text) {
    StringBuilder line = new StringBuilder("# " + bullet);
    boolean empty = true;
    for (String word : text.replaceAll("\\p{Cntrl}+", " ").split(" +", -1)) {
      if (!empty && line.length() + 1 + word.length() > COLUMNS) {
        lines.add(line.toString());
        line = new StringBuilder("# " + " ".repeat(bullet.length()));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
  }
}

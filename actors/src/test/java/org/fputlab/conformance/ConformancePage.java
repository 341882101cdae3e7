package org.fputlab.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.fputlab.watch.Finding;

/** The tables of {@code docs/conformance.md}: what kernels did, and what the emulator does. */
final class ConformancePage {

  private final Conformance conformance;

  ConformancePage(Conformance conformance) {
    this.conformance = conformance;
  }

  List<String> underLocks() {
    List<String> table = new ArrayList<>();
    table.add("| scenario | what the kernel did | the emulator |");
    table.add("|---|---|---|");
    for (String name : Conformance.UNDER_LOCKS) {
      Outcome kernel = Outcome.ofKernel(name);
      Outcome run = Outcome.ofRun(conformance.run(name));
      table.add(
          "| `%s` | %s | %s; %s |"
              .formatted(name, kernel.summary(), against(kernel, run), verdict(name)));
    }
    return table;
  }

  private String verdict(String name) {
    return "verdict " + conformance.run(name).verdict().word();
  }

  /** The cell of the emulator, which is short where it says the same. */
  private static String against(Outcome kernel, Outcome run) {
    String said = run.asFarAs(kernel).summary();
    String sameTime = String.format(Locale.ROOT, "%.1f s after", kernel.blockedFor());
    String ownTime = String.format(Locale.ROOT, "%.1f s after", run.blockedFor());
    boolean isSame = said.replace(ownTime, sameTime).equals(kernel.summary());
    return isSame ? "the same" + (kernel.hung().isPresent() ? ", " + ownTime : "") : said;
  }

  /** Of calls that fail because something is busy. */
  List<String> busy(String name, Finding.Kind kind, String prefix) {
    Map<String, BusyRow> kernel = BusyRow.ofKernel(name);
    Map<String, BusyRow> emulator = BusyRow.ofRun(conformance.run(name), kind, prefix);
    List<String> table = new ArrayList<>();
    table.add(
        "| closed by | kernel: busy at first | p50 | max | emulator: busy at first | p50 | max |");
    table.add("|---|---|---|---|---|---|---|");
    kernel.forEach(
        (what, measured) -> {
          BusyRow run = emulator.getOrDefault(what, new BusyRow(0, 0, 0, 0));
          table.add("| `%s` | %s | %s |".formatted(what, cells(measured), cells(run)));
        });
    return table;
  }

  private static String cells(BusyRow row) {
    String busy = "%d of %d | ".formatted(row.busy(), row.tries());
    return busy
        + (row.p50Millis() == 0
            ? "- | -"
            : String.format(Locale.ROOT, "%.1f ms | %.1f ms", row.p50Millis(), row.maxMillis()));
  }

  List<String> orders() {
    KnownOrders known = KnownOrders.ofKernel();
    Set<String> seen = new TreeSet<>(Conformance.dependencies("exercise"));
    List<String> table = new ArrayList<>();
    table.add("| taken one in the other | the kernel |");
    table.add("|---|---|");
    for (String order : seen) {
      String said =
          !known.knowsClassesOf(order)
              ? "has not both classes"
              : known.orders().contains(order) ? "the same" : "not so";
      table.add("| `%s` | %s |".formatted(order, said));
    }
    return table;
  }
}

package org.fputlab.kernellog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports of real kernels, read where they lie: what their index says of each is found in it. */
class SharedReportsTest {

  private static final Path FOLDER = Path.of("../../shared/reports");
  private static final FunctionTable TABLE = FunctionTable.shipped();

  private static final Map<String, Set<LogReport.Kind>> KINDS =
      Map.of(
          "1", Set.of(LogReport.Kind.LOCKDEP_CIRCULAR),
          "2", Set.of(LogReport.Kind.LOCKDEP_RECURSIVE, LogReport.Kind.LOCKDEP_IRQ),
          "3", Set.of(LogReport.Kind.HUNG_TASK),
          "4", Set.of(LogReport.Kind.SYSRQ, LogReport.Kind.PROC_STACK),
          "5", Set.of(LogReport.Kind.WORKQUEUE),
          "6", Set.of(LogReport.Kind.TRACE));

  private record Row(String file, String kind, String kernel, String named) {}

  @BeforeEach
  void reportsAreThere() {
    assumeTrue(
        Files.isDirectory(FOLDER), "no reports of real kernels in " + FOLDER.toAbsolutePath());
  }

  private static List<Row> index() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(FOLDER.resolve("INDEX.tsv"))) {
      String[] cells = line.split("\t", -1);
      if (cells.length > 4 && !cells[0].equals("file")) {
        rows.add(new Row(cells[0], cells[1].substring(0, 1), cells[3], plain(cells[4])));
      }
    }
    return rows;
  }

  private static String plain(String cell) {
    String inner = cell.startsWith("\"") ? cell.substring(1, cell.length() - 1) : cell;
    return inner.replace("\"\"", "\"");
  }

  private static LogReading read(String file) throws UnreadableLog {
    return LogReading.of(
        List.of(FOLDER.resolve(file).toString()), InputStream.nullInputStream(), bytes -> {});
  }

  private static Situation situation(String file) throws UnreadableLog {
    return Situation.of(read(file), TABLE);
  }

  private static List<String> listed(String named, String what) {
    Matcher part = Pattern.compile(what + ": (.*?)(?:; (?:blocked|functions):.*)?$").matcher(named);
    return part.find() ? List.of(part.group(1).replace(" ...", "").split(", ", -1)) : List.of();
  }

  /** What of an index row is not found. */
  private static List<String> missing(Row row, LogReading log, String text) {
    List<String> missing = new ArrayList<>();
    Set<LogReport.Kind> kinds = KINDS.getOrDefault(row.kind(), Set.of());
    if (!kinds.isEmpty() && log.reports().stream().noneMatch(one -> kinds.contains(one.kind()))) {
      missing.add("kind " + row.kind());
    }
    String kernel = row.kernel().replaceFirst(" .*", "");
    if (kernel.matches("\\d.*\\d.*")
        && text.contains(kernel + " ")
        && !kernel.equals(log.kernel())) {
      missing.add("kernel " + kernel + ", read as " + log.kernel());
    }
    Set<String> locks = new LinkedHashSet<>();
    Set<String> functions = new LinkedHashSet<>();
    Set<String> blocked = new LinkedHashSet<>();
    for (LogReport report : log.reports()) {
      report.locks().forEach(lock -> locks.add(lock.name()));
      report.locks().forEach(lock -> functions.add(lock.at()));
      report.chain().forEach(link -> names(link.stack(), functions));
      for (LoggedTask task : report.tasks()) {
        names(task.stack(), functions);
        task.locks().forEach(lock -> functions.add(lock.at()));
        functions.addAll(List.of(task.work().split(" ", -1)));
        task.stack().forEach(frame -> blocked.add(task.name() + " in " + frame.function()));
      }
    }
    if (!row.kind().equals("7")) {
      listed(row.named(), "locks").stream()
          .filter(one -> !locks.contains(one))
          .forEach(missing::add);
      listed(row.named(), "blocked").stream()
          .filter(one -> !blocked.contains(one))
          .forEach(missing::add);
      listed(row.named(), "functions").stream()
          .filter(one -> functions.stream().noneMatch(known -> known.contains(one)))
          .forEach(missing::add);
    }
    return missing;
  }

  private static void names(List<StackFrame> stack, Set<String> to) {
    stack.forEach(frame -> to.add(frame.function()));
  }

  @Test
  void whatTheIndexNamesIsFound() throws IOException, UnreadableLog {
    Map<String, List<String>> wrong = new TreeMap<>();
    int rows = 0;
    for (Row row : index()) {
      String text = Files.readString(FOLDER.resolve(row.file()), StandardCharsets.UTF_8);
      List<String> missing = missing(row, read(row.file()), text);
      rows++;
      if (!missing.isEmpty()) {
        wrong.put(row.file(), missing);
      }
    }
    assertThat(wrong)
        .as("of a task of 083 the trace stands in another log's lines, out of order")
        .containsOnlyKeys("083-nfsd-zombie-session-mixed-stamps.txt");
    assertThat(rows).isGreaterThan(90);
  }

  @Test
  void whoHasALockAsPrintedListsItAndAMutexHasOne() throws IOException, UnreadableLog {
    int holders = 0;
    for (Row row : index()) {
      for (SeenWait wait : situation(row.file()).waits()) {
        PrintedLock lock = wait.lock();
        if (lock == null || wait.knownBy() != KnownBy.PRINTED) {
          continue;
        }
        holders += wait.holders().size();
        assertThat(wait.holders())
            .as(row.file() + ": " + wait.what())
            .allMatch(task -> task.locks().stream().anyMatch(lock::isSame))
            .allMatch(task -> task != wait.task());
        if (wait.cause().role().equals("mutex")) {
          assertThat(wait.holders()).as(row.file() + ": " + wait.what()).hasSizeLessThan(2);
        }
      }
    }
    assertThat(holders).isGreaterThan(8);
  }

  private static String edge(String file, String task) throws UnreadableLog {
    for (SeenWait wait : situation(file).waits()) {
      if (wait.task().name().equals(task)) {
        return wait.what()
            + wait.holders().stream().map(SeenTask::name).toList()
            + (wait.maybe().isEmpty() ? "" : " or one of " + wait.maybe().size())
            + " "
            + wait.knownBy().word();
      }
    }
    return "none";
  }

  @Test
  void holdersAreToldWhereTheListsTellThemAndNotElsewhere() throws UnreadableLog {
    assertThat(edge("080-expkey-flush-nfsd-mutex-many.txt", "syz.0.1500:12841"))
        .isEqualTo("nfsd_mutex[] or one of 17 printed");
    assertThat(edge("110-bdev-release-many-closers.txt", "syz-executor.2:32417"))
        .isEqualTo("&disk->open_mutex[syz-executor.2:32444] printed");
    assertThat(edge("122-rtnl-fput-locks-5.2.txt", "syz-executor.0:20090"))
        .isEqualTo("rtnl_mutex[syz-executor.1:1147] printed");
    assertThat(edge("076-rfcomm-release-lock-sock.txt", "krfcommd:902"))
        .isEqualTo("a mutex asked for in rfcomm_run[] inferred");
    assertThat(edge("134-procstack-xfs-release-frozen.txt", "pid 276"))
        .isEqualTo("a frozen file system in xfs_trans_alloc[] inferred");
  }

  @Test
  void aCircleOfRealTasksIsNoDeadlockUnlessAllOfItIsPrinted() throws IOException, UnreadableLog {
    Map<String, String> circles = new TreeMap<>();
    for (Row row : index()) {
      for (Situation.Circle circle : situation(row.file()).circles()) {
        circles.put(row.file(), circle.knownBy().word());
      }
    }
    assertThat(circles).containsOnly(Map.entry("100-dm-thin-shrinker-evict-abba.txt", "guessed"));
  }
}

package org.fputlab.kernellog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** One report, as loggers, consoles, mails and containers hand it on: it says the same in each. */
class LogPrefixesTest {

  private static final FunctionTable TABLE = FunctionTable.shipped();
  private static final Path REPORT = Path.of("src/test/resources/kernellog/umount-and-worker.log");

  private static final List<String> WAITS =
      List.of("umount:4211 s_umount 122 10", "kworker/3:2:871 a work item in labdrv_release 122 8");

  private static List<String> waits(String log) throws UnreadableLog {
    InputStream in = new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8));
    Situation situation = Situation.of(LogReading.of(List.of("-"), in, bytes -> {}), TABLE);
    return situation.waits().stream()
        .map(
            wait ->
                wait.task().name()
                    + " "
                    + wait.what()
                    + " "
                    + wait.task().task().blockedSeconds()
                    + " "
                    + wait.task().shown(TABLE).size())
        .toList();
  }

  /** Every line behind what {@code before} gives for its number. */
  private static UnaryOperator<String> behind(IntFunction<String> before) {
    return log -> {
      StringBuilder text = new StringBuilder();
      List<String> lines = log.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        text.append(before.apply(i)).append(lines.get(i)).append('\n');
      }
      return text.toString();
    };
  }

  private static String stamp(int line) {
    return "[  492.%06d] ".formatted(690854 + line * 7);
  }

  private static String json(String log) {
    String quoted = log.replace("\\", "\\\\").replace("\"", "\\\"");
    return behind(
            i -> "{\"_SOURCE_MONOTONIC_TIMESTAMP\":\"%d\",\"MESSAGE\":\"".formatted(492690854 + i))
        .apply(quoted)
        .replaceAll("(?m)$", "\",\"_HOSTNAME\":\"h\"}");
  }

  private static Map<String, UnaryOperator<String>> forms() {
    Map<String, UnaryOperator<String>> forms = new TreeMap<>();
    forms.put("bare", log -> log);
    forms.put("dmesg -x", behind(i -> "kern  :err   : " + stamp(i)));
    forms.put("dmesg -T", behind(i -> "[Sun Mar 10 14:22:41 2024] "));
    forms.put("levels", behind(i -> "<3>" + stamp(i)));
    forms.put("/dev/kmsg", behind(i -> "3,%d,%d,-,caller=T92;".formatted(1200 + i, 492690854 + i)));
    forms.put(
        "extended netconsole",
        behind(i -> "May 25 07:29:42 x 3,%d,%d,-,caller=T92;".formatted(1200 + i, 492690854 + i)));
    forms.put("journal", behind(i -> "Mar 10 14:22:41.%06d kernel: ".formatted(i)));
    forms.put("journal -o short-iso", behind(i -> "2024-03-10T14:22:41+0000 lab kernel: "));
    forms.put("journal -o short-monotonic", behind(i -> stamp(i) + "lab kernel: "));
    forms.put("journal -o json", LogPrefixesTest::json);
    forms.put(
        "journal -o verbose",
        behind(
            i ->
                "Sun 2024-03-10 14:22:41 UTC [s=ab;i=%x]\n    PRIORITY=3\n    MESSAGE="
                    .formatted(i)));
    forms.put("containers", behind(i -> "2024-03-10T14:22:41.123456789Z stdout F " + stamp(i)));
    forms.put("grep -n", behind(i -> "kern.log:%d:Mar 10 14:22:41 lab kernel: ".formatted(i)));
    forms.put("quoted twice", behind(i -> "> > " + stamp(i)));
    forms.put(
        "quoted and wrapped",
        log ->
            behind(i -> "> " + stamp(i))
                .apply(log)
                .replace(" seconds.", "\n> seconds.")
                .replace(" flags:0x", "\n> flags:0x"));
    forms.put(
        "two consoles",
        log -> log.replaceAll("(?m)^(.*)\n", "[  492.690854] $1\n[  492.690854] $1\n"));
    forms.put("a web page", log -> log.replace("<", "&lt;").replace(">", "&gt;"));
    return forms;
  }

  @Test
  void whateverStandsBeforeItsLinesTheReportIsTheSame() throws IOException, UnreadableLog {
    String report = Files.readString(REPORT);
    for (Map.Entry<String, UnaryOperator<String>> form : forms().entrySet()) {
      assertThat(waits(form.getValue().apply(report))).as(form.getKey()).isEqualTo(WAITS);
    }
  }
}

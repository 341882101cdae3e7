package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.DocBlock;
import org.fputlab.cli.remote.StandInLiveRun;
import org.fputlab.model.ClosePolicy;
import org.fputlab.report.SampleRun;
import org.junit.jupiter.api.Test;

/** What the documentation shows of commands that talk to a live run is what they print. */
class RemoteInDocsTest {

  private static final Pattern REMOTE =
      Pattern.compile("\\$ \\./fputlab ((?:inject|faults|watch)\\b.*)\n");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /** Whether the block shows a command that needs a live run. */
  static boolean isRemote(DocBlock block) {
    return REMOTE.matcher(block.text()).lookingAt();
  }

  @Test
  void commandsOfThePagePrintOneAfterTheOtherWhatItShows() throws IOException {
    List<DocBlock> blocks =
        DocBlock.all("console").stream()
            .filter(block -> block.page().equals("live.md") && isRemote(block))
            .toList();
    assertThat(blocks).hasSizeGreaterThan(4);
    try (StandInLiveRun run = StandInLiveRun.whereTheServerHangs()) {
      for (DocBlock block : blocks) {
        Matcher command = REMOTE.matcher(block.text());
        assertThat(command.lookingAt()).isTrue();
        String shown = block.text().substring(command.end());
        StandInLiveRun asked = command.group(1).startsWith("watch") ? calm(run) : run;
        assertThat(printed(command.group(1), asked)).as(block.toString()).isEqualTo(shown);
      }
    }
  }

  /** What is watched is the run as it was before anything was done to it. */
  private static StandInLiveRun calm(StandInLiveRun run) throws IOException {
    run.close();
    return StandInLiveRun.whereTheServerHangs();
  }

  private static String printed(String words, StandInLiveRun run) {
    StringWriter printed = new StringWriter();
    PrintWriter writer = new PrintWriter(printed);
    List<String> arguments = new ArrayList<>();
    for (Matcher word = WORD.matcher(words); word.find(); ) {
      arguments.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    arguments.addAll(List.of("--port", "" + run.port()));
    Fputlab.commandLine(
            new StandInLaboratory(SampleRun.under(ClosePolicy.SYNC)),
            new Interruption(),
            writer,
            writer)
        .execute(arguments.toArray(String[]::new));
    return printed.toString();
  }
}

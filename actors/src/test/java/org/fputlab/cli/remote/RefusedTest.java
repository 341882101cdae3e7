package org.fputlab.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "by | 3 | unknown key | Known: do, for, on"
            + " | --by 3: is no setting of this fault. Known: --for.",
        "by | | is missing | Write by = 100 | --by: is missing. Write --by 100.",
        "on | nfds | unknown thread nfds | Did you mean nfsd?"
            + " | unknown thread nfds. Did you mean nfsd?",
      })
  void settingsAreNamedAsTheCommandLineHasThem(
      String field, String value, String rule, String hint, String line)
      throws JsonProcessingException {
    String problem =
        """
        { "error": "bad fault",
          "problems": [ { "field": "%s", "value": "%s", "rule": "%s", "hint": "%s" } ] }
        """
            .formatted(field, value == null ? "" : value, rule, hint);

    assertThat(Refused.by(new ObjectMapper().readTree(problem)).problems())
        .singleElement()
        .asString()
        .endsWith(line);
  }
}

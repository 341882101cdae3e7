package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Modules put together as one script. */
class ScriptBundleTest {

  private static final String SCRIPT = ScriptBundle.of("/report/report.js");

  @Test
  void nothingIsImportedOrExportedAnyMore() {
    assertThat(Pattern.compile("^(import|export)\\b", Pattern.MULTILINE).matcher(SCRIPT).find())
        .isFalse();
    assertThat(SCRIPT).doesNotContain("</script");
  }

  @Test
  void eachModuleComesOnceAndBeforeThoseThatUseIt() {
    String words = "const module_web_words_js = (() => {";
    assertThat(SCRIPT).containsOnlyOnce(words);
    assertThat(SCRIPT.indexOf(words)).isLessThan(SCRIPT.indexOf("} = module_web_words_js;"));
    assertThat(SCRIPT.indexOf(words)).isLessThan(SCRIPT.indexOf("module_report_report_js"));
  }
}

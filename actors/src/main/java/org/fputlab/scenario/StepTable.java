package org.fputlab.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Step;

/** The words of the step language, which the areas of the kernel bring, by what they begin with. */
final class StepTable {

  private static final Map<String, Word> WORDS = new LinkedHashMap<>();

  static {
    Kernel.WORDS.forEach(word -> WORDS.put(word.word(), word));
  }

  private StepTable() {}

  /** Area by area. */
  static List<Word> words() {
    return Kernel.WORDS;
  }

  static boolean knows(String word) {
    return WORDS.containsKey(word);
  }

  static BadValue unknown(String word) {
    return new BadValue(
        "unknown step " + word, NearestWord.hint(word, new ArrayList<>(WORDS.keySet())));
  }

  static Step make(String word, WrittenArguments arguments) throws BadValue {
    Word known = WORDS.get(word);
    if (known == null) {
      throw unknown(word);
    }
    Step step = known.maker().make(arguments);
    arguments.end();
    return step;
  }
}

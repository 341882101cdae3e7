package org.fputlab.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Step;
import org.fputlab.scenario.text.NearestWord;

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

  /** What people write who know the kernel, and why it is no word here. */
  private static final Map<Pattern, String> NO_WORDS =
      Map.of(
          Pattern.compile("(spin|local|read|write)_.*irq.*"),
          "Interrupts are not emulated: write spin_lock, or spin_lock_bh where fput is to take it"
              + " for an interrupt",
          Pattern.compile("raw_spin_.*"),
          "Write spin_lock and spin_unlock",
          Pattern.compile("(read|write)_(un)?lock(_bh)?"),
          "An rwlock is written as spin_lock",
          Pattern.compile("(spin|read|write)_trylock(_bh)?"),
          "A spinlock's holder never sleeps: write spin_lock");

  static BadValue unknown(String word) {
    for (Map.Entry<Pattern, String> known : NO_WORDS.entrySet()) {
      if (known.getKey().matcher(word).matches()) {
        return new BadValue("unknown step " + word, known.getValue());
      }
    }
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

package org.fputlab.kernel.files;

import java.util.List;
import org.fputlab.kernel.words.Arguments;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.kernel.words.Word;
import org.fputlab.kernel.workqueues.WorkWords;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.Step;

/** The word that queues work, which may be handed a file. */
public final class HandOverWords {

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          new Word(
              "queue_work",
              "W [F]",
              "Puts a work item on its queue unless it is there; with F an item of its own, which"
                  + " takes the reference to F over.",
              HandOverWords::queueWork));

  private HandOverWords() {}

  private static Step queueWork(Arguments a) throws BadValue {
    if (a.isLast()) {
      return new WorkWords.QueueWork(a.singleWork());
    }
    String work = a.workThatTakesAFile();
    return new QueueWorkWithFile(work, a.file());
  }

  /** {@code queue_work} of an item of its own that takes a file along. */
  public record QueueWorkWithFile(String work, String file) implements Step {
    @Override
    public String word() {
      return "queue_work";
    }

    @Override
    public boolean run(Calls task) {
      return task.the(FilePuts.class).queueWork(work, file);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Queues(work, file));
    }
  }
}

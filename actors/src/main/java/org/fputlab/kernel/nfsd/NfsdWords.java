package org.fputlab.kernel.nfsd;

import java.util.List;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.Step;

/** The words of nfsd: fs/nfsd/filecache.c, v6.6. */
public final class NfsdWords {

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          new Word(
              "nfsd_file_put",
              "[F]",
              "Leaves the file to nfsd's file cache, which closes it when it is unused for some"
                  + " seconds.",
              a -> {
                a.needNfsd();
                return new NfsdFilePut(a.file());
              }));

  private NfsdWords() {}

  /**
   * {@code nfsd_file_put}: leaves the file to nfsd's file cache, which closes it when it is unused
   * for some seconds.
   */
  public record NfsdFilePut(String file) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(FileCache.class).put(file);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Puts(file, Effect.Way.FILE_CACHE));
    }
  }
}

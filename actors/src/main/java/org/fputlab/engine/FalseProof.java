package org.fputlab.engine;

/** A task that was proven to be stuck forever has moved: a defect of this program. */
public final class FalseProof extends IllegalStateException {

  private static final long serialVersionUID = 1;

  FalseProof(String task, String proof, String moved) {
    super("false proof of a deadlock: " + task + " " + moved + ", but was proven stuck: " + proof);
  }
}

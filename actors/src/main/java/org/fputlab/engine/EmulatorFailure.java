package org.fputlab.engine;

/**
 * A run ended because the emulator itself went wrong, as when a message vanished or a rule of the
 * model was broken.
 */
public final class EmulatorFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EmulatorFailure(Throwable cause) {
    super("the emulator failed: " + cause, cause);
  }
}

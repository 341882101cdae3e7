package org.fputlab.engine;

/**
 * An answer to something the receiver asked for. It passes a closed gate, else a blocked task could
 * never go on.
 */
public interface Reply extends Ungated {}

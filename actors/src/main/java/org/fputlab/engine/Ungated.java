package org.fputlab.engine;

/**
 * A message that a closed gate lets through: an answer, a timer, or a request to a subsystem that
 * must not queue behind the work its gate holds back.
 */
public interface Ungated {}

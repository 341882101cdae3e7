package org.fputlab.scenario.observed;

/** A line of a measured file, numbered from 1. */
record Line(int number, String text) {}

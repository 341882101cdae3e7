package org.fputlab.cluster;

/** What the nodes of a cluster send each other: CBOR, written and read by Jackson. */
public interface Wire {}

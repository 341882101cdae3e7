package org.fputlab.model;

/**
 * What a kernel asks of a server that another program runs.
 *
 * @param server its name
 * @param life how often the server has crashed so far: what it was asked in an earlier life it has
 *     forgotten
 * @param id the number of the call, different for each of this server
 * @param operation the name of the call, for the log
 * @param key what its service time comes from
 * @param slowness how many times as long as that it takes
 */
public record ServerRequest(
    String server, int life, long id, String operation, long key, double slowness) {}

package io.concordat.node.store;

/**
 * Which installation this is, and whether its database can be trusted to know everything it ever signed.
 *
 * <p>A random id is kept in the database and in a file outside the backups of it. A restored or copied database is
 * recognised because the two differ: the node takes a new id and is <em>quarantined</em>: it must
 * open nothing. A restore of both together is not noticed.
 *
 * @param id the random id, 32 hexadecimal digits
 * @param quarantined whether database and file once disagreed
 */
public record Incarnation(String id, boolean quarantined) {}

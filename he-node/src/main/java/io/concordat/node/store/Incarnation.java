package io.concordat.node.store;

/**
 * Which installation this is, and whether its database can be trusted to know everything it ever signed.
 *
 * <p>A random id is kept in the database and in a file outside the backups of it. A restored or copied database is
 * recognised because the two differ, or because the audit log's file outside holds entries that the database lacks: the node
 * takes a new id and is <em>quarantined</em>: it signs and opens nothing in any job. A restore of everything together is
 * noticed only by the other banks.
 *
 * @param id the random id, 32 hexadecimal digits
 * @param quarantined whether database and file once disagreed, and no other banks have vouched since
 */
public record Incarnation(String id, boolean quarantined) {}

/**
 * What a bank's operators do with a node's state from outside the running node: export and verify the audit log, carry the
 * ledger over, back up and restore. Formats are described in docs/audit.md and docs/backup.md.
 *
 * <p>Not protected: whoever runs these commands may read the node's files; a person who controls all of a node's places at
 * once can put an older state there, which only the other banks notice.
 */
@NullMarked
package io.concordat.node.upkeep;

import org.jspecify.annotations.NullMarked;

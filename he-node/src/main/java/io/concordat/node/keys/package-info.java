/**
 * The node's secret files: the identity that signs, the TLS key, the approvers' keys, and the key shares, which are
 * encrypted at rest (AES-256-GCM under a key file, or under a passphrase through Argon2id, RFC 9106).
 *
 * <p>Every secret file must be readable by its owner only (mode 0600) or it is refused. What this does not protect
 * against: somebody who can read the node's memory, or both the encrypted share and the file it is encrypted under
 * (keep them on different disks, or use the passphrase); a copy of a share in an old backup stays usable for its epoch.
 */
@NullMarked
package io.concordat.node.keys;

import org.jspecify.annotations.NullMarked;

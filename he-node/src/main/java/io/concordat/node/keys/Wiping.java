package io.concordat.node.keys;

import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.secret.SecretBytes;
import java.util.Arrays;

/** Opens secrets for a moment and overwrites what was opened. */
final class Wiping {
    private Wiping() {}

    static byte[] open(SecretBytes secret) {
        return secret.bytes(SecretAccess.insecure());
    }

    static void wipe(byte[] bytes) {
        Arrays.fill(bytes, (byte) 0);
    }
}

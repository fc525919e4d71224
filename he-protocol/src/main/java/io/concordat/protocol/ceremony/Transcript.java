package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.FramedHash;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The chain of hashes over all broadcasts, equal at all members as long as nobody told two members different things.
 *
 * <pre>
 *   b_r = H("ceremony-broadcasts/v1", message of member 1, ..., message of member n)        the echo of step r
 *   T_0 = H("ceremony-transcript/v1", digest of the parameters, b_0)                        the ceremony id
 *   T_r = H("ceremony-transcript/v1", T_(r-1), b_r)
 * </pre>
 *
 * The messages hold the hashes of the sealed payloads, so those are covered too.
 */
final class Transcript {

    private byte[] hash;
    private byte[] echo = new byte[FramedHash.LENGTH];
    private byte[] ceremonyId;
    private int steps;

    Transcript(byte[] parametersDigest) {
        this.hash = parametersDigest.clone();
        this.ceremonyId = hash;
    }

    /** Takes the broadcasts of the next step, of all members in index order. */
    void add(List<byte[]> broadcasts) {
        echo = FramedHash.sha256("ceremony-broadcasts/v1", broadcasts.toArray(byte[][]::new));
        hash = FramedHash.sha256("ceremony-transcript/v1", hash, echo);
        if (steps == 0) {
            ceremonyId = hash;
        }
        steps++;
    }

    /** b of the last step taken; zeros before the first. */
    byte[] echo() {
        return echo.clone();
    }

    /** T of the last step taken. */
    byte[] hash() {
        return hash.clone();
    }

    /** T_0; the digest of the parameters before the first step was taken. */
    byte[] ceremonyId() {
        return ceremonyId.clone();
    }

    /** A seed that nobody could choose, for one purpose, fixed by everything said so far. */
    byte[] coin(String purpose) {
        return FramedHash.sha256(
                "ceremony-coin/" + purpose,
                hash,
                ByteBuffer.allocate(4).putInt(steps).array());
    }
}

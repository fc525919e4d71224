package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.DecodeException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything broadcast in an honest ceremony. Ceremonies are deterministic, so a cheater of the same seed knows from it what
 * its honest self will say.
 */
final class Recording implements ScriptedNetwork.Wire {

    private final int members;
    private final Map<List<Integer>, CeremonyMessage.Broadcast> broadcasts = new HashMap<>();

    private Recording(int members) {
        this.members = members;
    }

    static Recording of(CeremonyParameters parameters, String seed) {
        Recording recording = new Recording(parameters.members());
        ScriptedNetwork.run(parameters, seed, recording);
        return recording;
    }

    @Override
    public List<byte[]> carry(int from, int to, byte[] message) {
        try {
            if (CeremonyMessage.decode(message, members) instanceof CeremonyMessage.Broadcast broadcast) {
                broadcasts.put(List.of(from, broadcast.step()), broadcast);
            }
        } catch (DecodeException e) {
            throw new AssertionError(e);
        }
        return List.of(message);
    }

    /** What a member says in a step. */
    byte[] content(int member, int step) {
        CeremonyMessage.Broadcast broadcast = broadcasts.get(List.of(member, step));
        if (broadcast == null) {
            throw new AssertionError("member " + member + " says nothing in step " + step);
        }
        return broadcast.content();
    }

    /** What a member opens in a step, without its salt. */
    byte[] opened(int member, int step) {
        byte[] content = content(member, step);
        return Arrays.copyOfRange(content, CommitPhase.SALT_BYTES, content.length);
    }

    /** Whether a member sends payloads in a step. */
    boolean hasPayloads(int member, int step) {
        CeremonyMessage.Broadcast broadcast = broadcasts.get(List.of(member, step));
        return broadcast != null && !broadcast.payloadDigests().isEmpty();
    }

    /** How many steps there are. */
    int steps() {
        return 1
                + broadcasts.keySet().stream().mapToInt(key -> key.get(1)).max().orElse(-1);
    }
}

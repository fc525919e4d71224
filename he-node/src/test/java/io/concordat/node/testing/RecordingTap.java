package io.concordat.node.testing;

import io.concordat.node.peer.EnvelopeTap;
import io.concordat.protocol.consortium.MemberId;
import java.util.ArrayList;
import java.util.List;

/** Records every envelope body that goes out, above TLS. */
public final class RecordingTap implements EnvelopeTap {

    private final List<byte[]> bodies = new ArrayList<>();

    @Override
    public synchronized void outgoing(MemberId to, byte[] body) {
        bodies.add(body.clone());
    }

    @Override
    public void incoming(MemberId from, byte[] body) {}

    /** The bodies so far. */
    public synchronized List<byte[]> bodies() {
        return List.copyOf(bodies);
    }
}

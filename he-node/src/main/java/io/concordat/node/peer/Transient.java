package io.concordat.node.peer;

import io.concordat.protocol.message.MessageType;

/** Which messages are never written to disk: those of a key ceremony, which starts from scratch after a crash. */
final class Transient {
    private Transient() {}

    static boolean is(MessageType type) {
        return type == MessageType.CEREMONY;
    }
}

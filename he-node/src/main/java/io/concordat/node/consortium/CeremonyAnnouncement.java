package io.concordat.node.consortium;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.StrictDecoder;

/**
 * What nodes tell each other before a ceremony begins: that an operator started it, under a fresh random id, or took that
 * back. The ceremony begins when every member has announced; its own id is the hash of all these ids, so that a message of
 * an earlier attempt can never reach a later one.
 *
 * @param kind whether it starts or takes back
 * @param startId 16 random bytes
 */
record CeremonyAnnouncement(Kind kind, ByteString startId) {
    static final int START_ID_BYTES = 16;
    private static final int VERSION = 1;
    private static final int BYTES = 2 + START_ID_BYTES;

    enum Kind {
        START(1),
        WITHDRAW(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Kind ofCode(int code) throws DecodeException {
            return switch (code) {
                case 1 -> START;
                case 2 -> WITHDRAW;
                default -> throw new DecodeException("Expected an announcement of kind 1 or 2 but found " + code);
            };
        }
    }

    CeremonyAnnouncement {
        if (startId.size() != START_ID_BYTES) {
            throw new IllegalArgumentException("Expected a start id of 16 bytes but found " + startId.size());
        }
    }

    ByteString encode() {
        return ByteString.of(new CanonicalWriter()
                .u8(VERSION)
                .u8(kind.code)
                .fixed(startId.toByteArray())
                .toByteArray());
    }

    static CeremonyAnnouncement decode(ByteString bytes) throws DecodeException {
        return StrictDecoder.decode(bytes.toByteArray(), BYTES, reader -> {
            int version = reader.u8();
            if (version != VERSION) {
                throw new DecodeException("Expected an announcement of version 1 but found " + version);
            }
            return new CeremonyAnnouncement(Kind.ofCode(reader.u8()), ByteString.of(reader.fixed(START_ID_BYTES)));
        });
    }
}

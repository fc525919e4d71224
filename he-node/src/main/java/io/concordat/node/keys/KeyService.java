package io.concordat.node.keys;

/** A key service that keeps the key which a root key is wrapped under, such as a hardware module or a cloud's. */
public sealed interface KeyService permits KeyCommand {

    /** The root key in the form that may lie on disk. */
    byte[] wrap(RootKey key) throws KeyFileException;

    /** The root key again. */
    RootKey unwrap(byte[] wrapped) throws KeyFileException;
}

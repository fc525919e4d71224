package io.concordat.node.keys;

import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.signature.Ed25519PublicKey;
import io.concordat.protocol.signature.Signer;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The kill switch of one unsealed period: once {@link #shut} has returned, no guarded signer signs and no guarded secret is handed
 * out any more, whoever still holds them. It cannot be opened again; the next unsealing makes a new one.
 *
 * <p>It does not take back what was signed or handed out before.
 */
public final class SealGuard {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean shut;

    /** The node is sealed: what was asked for needs one of its secrets. */
    public static final class SealedException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        SealedException() {
            super("This node is sealed: it signs nothing and opens no share until 'concordat node unseal'");
        }
    }

    /** Waits for what is being signed at the moment and allows nothing after it. */
    public void shut() {
        lock.writeLock().lock();
        try {
            shut = true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** What the supplier gives, unless it is shut. */
    public <T> T guarded(Supplier<T> secret) {
        lock.readLock().lock();
        try {
            if (shut) {
                throw new SealedException();
            }
            return secret.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** A signer that refuses once this is shut. */
    public Signer guarding(Signer signer) {
        return new Signer() {
            @Override
            public Ed25519PublicKey publicKey() {
                return signer.publicKey();
            }

            @Override
            public ByteString sign(byte[] message) {
                return guarded(() -> signer.sign(message));
            }
        };
    }
}

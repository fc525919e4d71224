package io.concordat.crypto.paillier;

import io.concordat.crypto.random.RandomSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Randomisers h_n^ρ made ahead of time, so that an encryption costs one product while the pool lasts: for latency, not for
 * throughput. Each is handed out once. Thread-safe.
 *
 * <p>The pool is as secret as the plaintexts that its randomisers will hide: it is never written to disk, and nothing here
 * can. The source of randomness must be sound when the pool is filled, not only when it is used; encryptions that must mix in
 * an attempt (see {@link NonceHedge}) do not use a pool.
 */
public final class RandomiserPool {
    private static final int BATCH = 8;

    private final PaillierEncryptor encryptor;
    private final RandomSource random;
    private final Executor executor;
    private final int capacity;
    private final Deque<Ciphertext> ready = new ArrayDeque<>();
    private boolean filling;

    private RandomiserPool(PaillierEncryptor encryptor, RandomSource random, Executor executor, int capacity) {
        this.encryptor = encryptor;
        this.random = random;
        this.executor = executor;
        this.capacity = capacity;
    }

    /** An empty pool of up to {@code capacity} randomisers, about 768 bytes each for 3,072 bits, filled in the executor. */
    public static RandomiserPool of(PaillierEncryptor encryptor, RandomSource random, Executor executor, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("Expected a capacity of at least 1 but found " + capacity);
        }
        RandomiserPool pool = new RandomiserPool(encryptor, random, executor, capacity);
        pool.refill();
        return pool;
    }

    /** Enc(m), with a randomiser from the pool if there is one, else with one made now. */
    public Ciphertext encrypt(Plaintext plaintext) {
        Optional<Ciphertext> randomiser = take();
        refill();
        return randomiser
                .map(zero -> encryptor.addPlain(zero, plaintext))
                .orElseGet(() -> encryptor.encrypt(plaintext, encryptor.drawNonce(random)));
    }

    /** How many are ready. */
    public synchronized int size() {
        return ready.size();
    }

    @Override
    public String toString() {
        return "RandomiserPool(" + size() + " of " + capacity + ")";
    }

    private synchronized Optional<Ciphertext> take() {
        return Optional.ofNullable(ready.poll());
    }

    private void refill() {
        synchronized (this) {
            if (filling || ready.size() >= capacity) {
                return;
            }
            filling = true;
        }
        executor.execute(this::fill);
    }

    /** Fills up; one at a time does, since each asks for the place first. */
    private void fill() {
        try {
            while (size() < capacity) {
                List<Nonce> nonces = Stream.generate(() -> encryptor.drawNonce(random))
                        .limit(Math.min(BATCH, capacity - size()))
                        .toList();
                List<Ciphertext> made = encryptor.randomisers(nonces);
                synchronized (this) {
                    ready.addAll(made);
                }
            }
        } finally {
            synchronized (this) {
                filling = false;
            }
        }
    }
}

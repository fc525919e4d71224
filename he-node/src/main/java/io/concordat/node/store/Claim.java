package io.concordat.node.store;

import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** What this program may do in a database that others can reach too. */
interface Claim extends AutoCloseable {
    /** For a file: its own locks are enough. */
    Claim FILE = new Claim() {
        @Override
        public void begin(Handle handle) {
            // the transaction took the file's write lock when it began
        }

        @Override
        public void watch(Consumer<String> told) {
            // nothing can take it away
        }

        @Override
        public void close() {
            // nothing was taken
        }
    };

    /** The first thing in a transaction that writes: waits for the writers of other programs. */
    void begin(Handle handle);

    /** Names who is told, once, that the claim was lost and why. */
    void watch(Consumer<String> told);

    @Override
    void close();
}

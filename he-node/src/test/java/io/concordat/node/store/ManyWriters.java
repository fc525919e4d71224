package io.concordat.node.store;

import io.concordat.node.config.StoreConfig;
import io.concordat.node.testing.Eventually;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A program of its own, so that its virtual threads have a single carrier: while one transaction stands still and others wait for their
 * turn, further threads must get to read. Prints how many rows were written and how many reads came through meanwhile.
 */
final class ManyWriters {
    private static final int WRITERS = 40;
    private static final int READS = 200;

    private final Database database;
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private int reads;

    private ManyWriters(Database database) {
        this.database = database;
    }

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        try (Database database =
                Database.open(new StoreConfig(directory.resolve("node.db"), directory.resolve("incarnation")))) {
            new ManyWriters(database).run();
        }
    }

    private void run() throws Exception {
        List<Thread> threads = new ArrayList<>();
        threads.add(Thread.startVirtualThread(this::writeAndStandStill));
        writing.await();
        for (int i = 0; i < WRITERS; i++) {
            int row = i;
            threads.add(Thread.startVirtualThread(() -> new Journal(database).append("writer/" + row, new byte[1])));
        }
        Eventually.holds("all wait for their turn", () -> database.sql().waiting() == WRITERS);
        Thread reader = Thread.startVirtualThread(this::read);
        reader.join();
        goOn.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("rows " + rows() + " reads " + reads);
    }

    private void writeAndStandStill() {
        database.sql().useTransaction(handle -> {
            Journal.append(handle, "first", new byte[1]);
            writing.countDown();
            stand();
        });
    }

    private void stand() {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void read() {
        for (int i = 0; i < READS; i++) {
            if (rows() == 0) { // nothing is committed yet
                reads++;
            }
        }
    }

    private long rows() {
        return database.sql().withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM journal")
                .mapTo(Long.class)
                .one());
    }
}

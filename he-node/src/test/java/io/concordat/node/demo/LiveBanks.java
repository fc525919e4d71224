package io.concordat.node.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.testing.ToyRows;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A consortium of node processes with a toy key, made with the product's own commands and API; closing ends the processes. */
final class LiveBanks implements AutoCloseable {
    /** Bits of the joint key: it protects nothing. */
    static final int KEY_BITS = 512;

    static final int MINIMUM_EFFECTIVE_ROWS = 30;
    private static final int TRIES = 5;
    private static final double START_SECONDS = 900;
    private static final Duration INIT = Duration.ofMinutes(2);

    private final List<LiveBank> banks = new ArrayList<>();
    private final DemoOutput quiet = new DemoOutput(new PrintWriter(PrintWriter.nullWriter()));

    /** Makes so many node directories below a directory. */
    LiveBanks(Path directory, int count, List<String> javaOptions) throws Exception {
        List<NodeSetup> setups = NodeSetups.make(Files.createDirectories(directory), count);
        List<NodeProcess> inits = new ArrayList<>();
        for (NodeSetup setup : setups) {
            inits.add(new NodeCommand().init(setup));
        }
        for (NodeProcess init : inits) {
            init.awaitEnd(INIT);
            if (init.exitCode() != 0) {
                throw new IllegalStateException("A node directory cannot be made: " + init.lastWords());
            }
        }
        for (NodeSetup setup : setups) {
            banks.add(new LiveBank(setup, javaOptions));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::killAll, "kill-nodes"));
    }

    /** Starts all and waits until they are ready. */
    void start() throws IOException, InterruptedException {
        for (LiveBank bank : banks) {
            bank.start();
        }
        for (LiveBank bank : banks) {
            if (bank.awaitReady(START_SECONDS).equals(LiveBank.Ready.NEVER)) {
                throw new IllegalStateException("A node does not become ready: " + bank.lastWords());
            }
        }
    }

    /** Proposing the same once more changes nothing, and a connection may break on a machine that has no time for it. */
    void found() throws Exception {
        for (int left = TRIES; ; left--) {
            try {
                new Founding(asBanks(), quiet).found(KEY_BITS, MINIMUM_EFFECTIVE_ROWS);
                return;
            } catch (DemoException e) {
                if (left == 1) {
                    throw e;
                }
            }
        }
    }

    void makeKey() throws Exception {
        new CeremonyLead(asBanks(), quiet).run();
    }

    void register(String name, List<ToyRows> rows) throws Exception {
        for (LiveBank live : banks) {
            String csv = rows.get(live.setup().number() - 1).csv();
            Files.writeString(live.directory().resolve("data").resolve(name + ".csv"), csv);
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            live.bank()
                    .register(body.put("name", name).put("path", name + ".csv").put("label", "fraud"));
        }
    }

    List<LiveBank> all() {
        return List.copyOf(banks);
    }

    LiveBank get(int index) {
        return banks.get(index);
    }

    private List<Bank> asBanks() throws IOException {
        List<Bank> all = new ArrayList<>();
        for (LiveBank bank : banks) {
            all.add(bank.bank());
        }
        return all;
    }

    private void killAll() {
        for (LiveBank bank : banks) {
            if (bank.isAlive()) {
                ProcessHandle.of(bank.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Override
    public void close() throws IOException {
        banks.forEach(LiveBank::stop);
        for (LiveBank bank : banks) {
            bank.bank().client().close();
        }
    }
}

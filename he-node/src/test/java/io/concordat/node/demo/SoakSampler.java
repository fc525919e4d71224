package io.concordat.node.demo;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks from outside at what each node process takes: its heap right after a full collection (by {@code jcmd}'s own commands), and what
 * Linux' {@code /proc} says. Needs {@code --add-opens jdk.attach/sun.tools.attach=ALL-UNNAMED}.
 */
final class SoakSampler {
    private static final double READY_SECONDS = 5;
    private static final double SILENT_SECONDS = 120;
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final List<LiveBank> banks;
    private final SoakRecord record;
    private final List<Sample> samples = new ArrayList<>();
    private final Set<LiveBank> down = new HashSet<>();
    private final Map<LiveBank, Double> lifeBegan = new LinkedHashMap<>();

    SoakSampler(List<LiveBank> banks, SoakRecord record) {
        this.banks = List.copyOf(banks);
        this.record = record;
    }

    /**
     * One look at one process.
     *
     * @param bank counted from 1
     * @param life which process of this bank, counted from 1
     * @param minute since the soak began
     * @param lifeMinute since this process was ready
     * @param heap bytes in use after a full collection
     * @param files open files, sockets among them
     */
    record Sample(
            int bank, int life, double minute, double lifeMinute, long heap, long rss, long files, long threads) {}

    synchronized void killed(LiveBank bank) {
        down.add(bank);
    }

    synchronized void restarted(LiveBank bank) {
        down.remove(bank);
        lifeBegan.put(bank, record.minute());
    }

    private synchronized boolean isDown(LiveBank bank) {
        return down.contains(bank);
    }

    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** Looks at every node that is up. Never throws: it is called by a clock that would stop. */
    void sample() {
        for (LiveBank bank : banks) {
            int life = bank.lives();
            if (isDown(bank)) {
                continue;
            }
            try {
                look(bank, life);
            } catch (Exception e) { // killed in this moment, or too little processor time to answer in time
                record.write("skipped", Map.of("bank", bank.setup().number(), "why", String.valueOf(e)));
            }
            try {
                Optional<String> unwell = unwell(bank, life);
                if (unwell.isPresent()) {
                    record.violation("bank " + bank.setup().number() + " " + unwell.get());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A node that answers must be ready again within seconds; one that has no processor to answer on is given more time. */
    private Optional<String> unwell(LiveBank bank, int life) throws InterruptedException {
        long began = System.nanoTime();
        long saidNotReady = 0;
        while (!isDown(bank) && bank.lives() == life) {
            int status = bank.probe("/readyz");
            long now = System.nanoTime();
            if (status == 200) {
                return Optional.empty();
            }
            if (status != 0 && saidNotReady == 0) {
                saidNotReady = now;
            }
            if (saidNotReady != 0 && now - saidNotReady > READY_SECONDS * 1e9) {
                return Optional.of("says that it is not ready, for " + READY_SECONDS + " s");
            }
            if (now - began > SILENT_SECONDS * 1e9) {
                return Optional.of("does not answer for " + SILENT_SECONDS + " s");
            }
            Thread.sleep(100);
        }
        return Optional.empty();
    }

    private void look(LiveBank bank, int life) throws Exception {
        long pid = bank.pid();
        long heap = heapAfterCollection(pid);
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        Sample sample;
        synchronized (this) {
            sample = new Sample(
                    bank.setup().number(),
                    life,
                    record.minute(),
                    record.minute() - lifeBegan.getOrDefault(bank, 0.0),
                    heap,
                    number(status, "VmRSS:\\s+(\\d+)") * 1024,
                    entries(Path.of("/proc/" + pid + "/fd")),
                    number(status, "Threads:\\s+(\\d+)"));
            samples.add(sample);
        }
        LiveBank.Sizes sizes = bank.sizes();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("bank", sample.bank());
        facts.put("life", sample.life());
        facts.put("lifeMinute", sample.lifeMinute());
        facts.put("heap", sample.heap());
        facts.put("rss", sample.rss());
        facts.put("files", sample.files());
        facts.put("threads", sample.threads());
        facts.put("database", sizes.database());
        facts.put("audit", sizes.audit());
        record.write("sample", facts);
    }

    private static long heapAfterCollection(long pid) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            var _ = command(machine, "GC.run");
            Matcher used = USED.matcher(command(machine, "GC.heap_info"));
            if (!used.find()) {
                throw new IOException("GC.heap_info says nothing of what is used");
            }
            return Long.parseLong(used.group(1)) * 1024;
        } finally {
            machine.detach();
        }
    }

    private static String command(VirtualMachine machine, String command) throws Exception {
        Class<?> hotspot = Class.forName("sun.tools.attach.HotSpotVirtualMachine");
        try (InputStream answer =
                (InputStream) hotspot.getMethod("executeJCmd", String.class).invoke(machine, command)) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static long number(String text, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IOException("/proc says nothing of " + pattern);
        }
        return Long.parseLong(matcher.group(1));
    }

    private static long entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        }
    }
}

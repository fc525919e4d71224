package io.concordat.node.doctor;

import io.concordat.node.config.SafetyConfig;
import io.concordat.node.doctor.Diagnosis.Limits;
import io.concordat.node.keys.SealMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The judgements on this machine: a measured value in, a diagnosis out. */
final class Judgement {
    private static final long MEBIBYTE = 1L << 20;
    private static final int SOON_DAYS = 30;

    private Judgement() {}

    static Diagnosis seal(Optional<SealMethod> method, SafetyConfig.Profile profile) {
        if (method.isPresent()) {
            return Diagnosis.pass(
                    Check.SEAL,
                    "the node starts sealed and is unsealed by " + method.get().slug());
        }
        return profile == SafetyConfig.Profile.PRODUCTION
                ? Diagnosis.fail(
                        Check.SEAL,
                        "the key that opens this node's secrets is in a plain file; in production the node does not start so",
                        "run 'concordat node rekey'")
                : Diagnosis.pass(Check.SEAL, "the node opens by itself, as the test profile allows");
    }

    static Diagnosis certificate(long daysLeft) {
        String finding = daysLeft < 0
                ? "the TLS certificate expired " + -daysLeft + " days ago"
                : "the TLS certificate is valid for " + daysLeft + " days";
        String remedy =
                "run 'concordat certificate rotate' before it expires: the node makes a new one and tells the other banks; once it has"
                        + " expired, give them the output of 'concordat certificate show --json' for 'concordat certificate accept'";
        if (daysLeft < 0) {
            return Diagnosis.fail(Check.CERTIFICATE, finding, remedy);
        }
        return daysLeft < SOON_DAYS
                ? Diagnosis.warn(Check.CERTIFICATE, finding, remedy)
                : Diagnosis.pass(Check.CERTIFICATE, finding);
    }

    static Diagnosis storeSpeed(Path directory, Duration medianFsync) {
        double milliseconds = medianFsync.toNanos() / 1e6;
        return Diagnosis.of(
                Check.STORE_SPEED,
                new Limits(20, 500),
                milliseconds,
                String.format(Locale.ROOT, "writing 4 KiB to disk in %s takes %.1f ms", directory, milliseconds),
                "put store.file on a local disk; every envelope and every decision waits for one such write");
    }

    /** @param medianCommit of transactions that write nothing but that they were committed */
    static Diagnosis serverSpeed(String database, Duration medianCommit) {
        double milliseconds = medianCommit.toNanos() / 1e6;
        return Diagnosis.of(
                Check.STORE_SPEED,
                new Limits(20, 500),
                milliseconds,
                String.format(Locale.ROOT, "a commit in %s takes %.1f ms", database, milliseconds),
                "bring the server nearer or give it a faster disk; every envelope and every decision waits for one commit");
    }

    static Diagnosis diskSpace(Path directory, long usableBytes) {
        return Diagnosis.of(
                Check.DISK_SPACE,
                new Limits(-1024.0 * MEBIBYTE, -100.0 * MEBIBYTE),
                (double) -usableBytes,
                usableBytes / MEBIBYTE + " MiB free in " + directory,
                "free some space: a node that cannot write its decisions opens nothing");
    }

    static Diagnosis memory(long maximumBytes, int processors) {
        return Diagnosis.of(
                Check.MEMORY,
                new Limits(-2048.0 * MEBIBYTE, -768.0 * MEBIBYTE),
                (double) -maximumBytes,
                maximumBytes / MEBIBYTE + " MiB of memory, " + processors + " processors",
                "give the machine at least 1 GiB of memory, better 2; training holds rows in memory in parts only");
    }

    static Diagnosis clock(Instant now, Instant built) {
        if (now.isBefore(built)) {
            return Diagnosis.fail(
                    Check.CLOCK,
                    "this machine's clock says " + now + ", before this program was built (" + built + ")",
                    "set the clock (chrony, systemd-timesyncd); certificates and deadlines depend on it");
        }
        return Diagnosis.pass(
                Check.CLOCK, "this machine's clock says " + now + "; --peer compares it with another bank's");
    }

    static Diagnosis entropy(Duration forOneKey, int kernelBits) {
        double milliseconds = forOneKey.toNanos() / 1e6;
        String finding = String.format(
                Locale.ROOT,
                "32 random bytes take %.2f ms, the kernel's estimate is %s bits",
                milliseconds,
                kernelBits < 0 ? "unknown" : Integer.toString(kernelBits));
        String remedy = "give a virtual machine a source of randomness (virtio-rng) or install rng-tools";
        if (milliseconds >= 1000) {
            return Diagnosis.fail(Check.ENTROPY, finding, remedy);
        }
        return milliseconds >= 50 || (kernelBits >= 0 && kernelBits < 128)
                ? Diagnosis.warn(Check.ENTROPY, finding, remedy)
                : Diagnosis.pass(Check.ENTROPY, finding);
    }

    /** @param powersPerSecond measured exponentiations of 64 bits modulo the square of 3072 bits; an encryption is worth 48 */
    static Diagnosis arithmetic(String summary, boolean plain, double powersPerSecond) {
        String finding = summary
                + (powersPerSecond > 0
                        ? String.format(
                                Locale.ROOT,
                                "; an encryption under 3072 bits takes about %.0f ms on one processor",
                                48_000 / powersPerSecond)
                        : "");
        return plain
                ? Diagnosis.warn(
                        Check.ARITHMETIC,
                        finding,
                        "plain Java is correct but slow and not constant time: install libgmp10, or use a build with the kernel")
                : Diagnosis.pass(Check.ARITHMETIC, finding);
    }
}

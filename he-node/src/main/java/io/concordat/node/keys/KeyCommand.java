package io.concordat.node.keys;

import io.concordat.node.config.SealConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A key service behind two commands of the operator: one reads the key on standard input and writes it wrapped on standard output,
 * the other reads it wrapped and writes the key, as 32 bytes or base64. No shell: each word is one argument. What a command
 * writes to standard error is not shown, for it could be anything.
 */
public final class KeyCommand implements KeyService {
    private final List<String> wrap;
    private final List<String> unwrap;
    private final Duration deadline;

    private KeyCommand(List<String> wrap, List<String> unwrap, Duration deadline) {
        this.wrap = List.copyOf(wrap);
        this.unwrap = List.copyOf(unwrap);
        this.deadline = deadline;
    }

    /** The commands that the configuration names. */
    public static KeyCommand of(SealConfig config) {
        return new KeyCommand(config.wrapCommand(), config.unwrapCommand(), config.commandDeadline());
    }

    @Override
    public byte[] wrap(RootKey key) throws KeyFileException {
        byte[] plain = Wiping.open(key.secret());
        try {
            byte[] wrapped = run("seal.wrap-command", wrap, plain);
            if (wrapped.length == 0) {
                throw new KeyFileException("The command of seal.wrap-command wrote nothing");
            }
            return wrapped;
        } finally {
            Wiping.wipe(plain);
        }
    }

    @Override
    public RootKey unwrap(byte[] wrapped) throws KeyFileException {
        byte[] output = run("seal.unwrap-command", unwrap, wrapped);
        try {
            byte[] key = output.length == RootKey.BYTES ? output : decoded(output);
            if (key.length != RootKey.BYTES) {
                throw new KeyFileException("The command of seal.unwrap-command must write " + RootKey.BYTES
                        + " bytes, or those in base64, but wrote " + output.length);
            }
            return RootKey.wiping(key);
        } finally {
            Wiping.wipe(output);
        }
    }

    private static byte[] decoded(byte[] output) {
        int end = output.length;
        while (end > 0 && output[end - 1] <= ' ') {
            end--;
        }
        byte[] text = Arrays.copyOf(output, end);
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        } finally {
            Wiping.wipe(text);
        }
    }

    private byte[] run(String setting, List<String> command, byte[] input) throws KeyFileException {
        if (command.isEmpty()) {
            throw new KeyFileException(setting + " is not set: name the command that asks the key service");
        }
        Process process = null;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return exchange(setting, process, input);
        } catch (IOException e) {
            throw new KeyFileException("The command of " + setting + " cannot be run: " + command.getFirst(), e);
        } finally {
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    private byte[] exchange(String setting, Process process, byte[] input) throws KeyFileException {
        CompletableFuture<Boolean> written = inThread(() -> write(process, input));
        CompletableFuture<byte[]> read = inThread(() -> read(process));
        try {
            byte[] output = read.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            var _ = written.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            if (output.length > SealRecord.MAXIMUM_WRAPPED) {
                throw new KeyFileException(
                        "The command of " + setting + " wrote more than " + SealRecord.MAXIMUM_WRAPPED + " bytes");
            }
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw late(setting);
            }
            if (process.exitValue() != 0) {
                throw new KeyFileException("The command of " + setting + " ended with code " + process.exitValue()
                        + "; run it by hand to see why");
            }
            return output;
        } catch (TimeoutException e) {
            throw late(setting);
        } catch (ExecutionException e) {
            throw new KeyFileException("The command of " + setting + " did not take its input to the end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyFileException("The node ended while it waited for the command of " + setting, e);
        }
    }

    private KeyFileException late(String setting) {
        return new KeyFileException("The command of " + setting + " did not end within " + deadline.toMillis()
                + " ms (seal.command-deadline)");
    }

    private static <T> CompletableFuture<T> inThread(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                work, task -> Thread.ofVirtual().name("key-command").start(task));
    }

    /** Whether it took all of it; one that ended without reading is judged by its exit code and output. */
    private static boolean write(Process process, byte[] input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] read(Process process) {
        try (InputStream in = process.getInputStream()) {
            return in.readNBytes(SealRecord.MAXIMUM_WRAPPED + 1);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}

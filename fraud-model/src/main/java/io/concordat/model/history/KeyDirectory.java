package io.concordat.model.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The public list of keys that history is kept for, the same at every bank: terminal, merchant or acquirer identifiers, in
 * ascending order of their UTF-16 code units, each once. Its digest stands for version and keys together.
 */
public final class KeyDirectory {
    /** The most keys of a directory. */
    public static final int MAX_KEYS = 1 << 20;

    /** What {@link #indexOf} says of a key that is not listed. */
    public static final int ABSENT = -1;

    private static final int MAX_KEY_CHARACTERS = 64;
    private static final String TAG = "concordat/key-directory/v1";

    private final int version;
    private final List<String> keys;
    private final Map<String, Integer> places;
    private final String digest;

    private KeyDirectory(int version, List<String> keys) {
        this.version = version;
        this.keys = List.copyOf(keys);
        Map<String, Integer> all = HashMap.newHashMap(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            all.put(keys.get(i), i);
        }
        this.places = Map.copyOf(all);
        this.digest = digest(version, keys);
    }

    /**
     * A directory.
     *
     * @param version counts editions, from 1
     * @param keys 1 to {@value #MAX_KEYS} printable texts of 1 to 64 characters in ascending order
     */
    public static KeyDirectory of(int version, List<String> keys) {
        if (version < 1) {
            throw new IllegalArgumentException("Expected a version from 1 but found " + version);
        }
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("Expected 1 to " + MAX_KEYS + " keys but found " + keys.size());
        }
        for (int i = 0; i < keys.size(); i++) {
            check(keys.get(i), i + 1);
            if (i > 0 && keys.get(i - 1).compareTo(keys.get(i)) >= 0) {
                throw new IllegalArgumentException("Expected keys in ascending order, each once, but key " + (i + 1)
                        + " is not above the one before");
            }
        }
        return new KeyDirectory(version, keys);
    }

    private static void check(String key, int number) {
        if (key.isBlank() || key.length() > MAX_KEY_CHARACTERS || key.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("Expected key " + number + " to have 1 to " + MAX_KEY_CHARACTERS
                    + " printable characters but found " + key.length() + " characters");
        }
    }

    private static String digest(int version, List<String> keys) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(TAG.getBytes(StandardCharsets.US_ASCII));
            sha.update(ByteBuffer.allocate(2 * Integer.BYTES)
                    .putInt(version)
                    .putInt(keys.size())
                    .flip());
            for (String key : keys) {
                byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
                sha.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                sha.update(bytes);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("bug: every JDK has SHA-256", e);
        }
    }

    public int version() {
        return version;
    }

    /** The keys in ascending order. */
    public List<String> keys() {
        return keys;
    }

    public int size() {
        return keys.size();
    }

    /** Where the key stands, from 0, or {@link #ABSENT}. */
    public int indexOf(String key) {
        return places.getOrDefault(key, ABSENT);
    }

    /** SHA-256 over version and keys, hexadecimal. */
    public String digest() {
        return digest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyDirectory directory && digest.equals(directory.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return "KeyDirectory(version " + version + ", " + keys.size() + " keys, " + digest.substring(0, 12) + ")";
    }
}

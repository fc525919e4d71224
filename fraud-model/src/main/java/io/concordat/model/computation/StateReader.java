package io.concordat.model.computation;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link StateWriter} wrote, strictly: bounded lengths, finite numbers, well-formed UTF-8, no byte left over. */
public final class StateReader {
    private static final int MAX_TEXT_BYTES = 4_096;

    private final ByteBuffer in;

    public StateReader(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes.clone());
    }

    public int u8() throws StateDecodeException {
        need(1);
        return Byte.toUnsignedInt(in.get());
    }

    public int i32() throws StateDecodeException {
        need(4);
        return in.getInt();
    }

    public long i64() throws StateDecodeException {
        need(8);
        return in.getLong();
    }

    /** A finite number. */
    public double f64() throws StateDecodeException {
        double value = Double.longBitsToDouble(i64());
        if (!Double.isFinite(value)) {
            throw new StateDecodeException("Expected a finite number but found " + value);
        }
        return value;
    }

    /** A text of at most 4,096 bytes. */
    public String text() throws StateDecodeException {
        int length = length(MAX_TEXT_BYTES);
        need(length);
        ByteBuffer slice = in.slice(in.position(), length);
        in.position(in.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
        } catch (CharacterCodingException e) {
            throw new StateDecodeException("A text of " + length + " bytes is not UTF-8");
        }
    }

    /** Bytes behind their length. */
    public byte[] sized(int maxBytes) throws StateDecodeException {
        int length = length(maxBytes);
        need(length);
        byte[] value = new byte[length];
        in.get(value);
        return value;
    }

    public List<String> texts(int maxCount) throws StateDecodeException {
        int count = length(maxCount);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(text());
        }
        return List.copyOf(values);
    }

    public List<Double> reals(int maxCount) throws StateDecodeException {
        int count = length(maxCount);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(f64());
        }
        return List.copyOf(values);
    }

    public List<Long> longs(int maxCount) throws StateDecodeException {
        int count = length(maxCount);
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(i64());
        }
        return List.copyOf(values);
    }

    /** Refuses a text other than the one expected here. */
    public void expect(String expected) throws StateDecodeException {
        String found = text();
        if (!found.equals(expected)) {
            throw new StateDecodeException("Expected \"" + expected + "\" but found \"" + found + "\"");
        }
    }

    /** Refuses bytes after the end. */
    public void end() throws StateDecodeException {
        if (in.hasRemaining()) {
            throw new StateDecodeException("Expected the end but found " + in.remaining() + " more bytes");
        }
    }

    /** True for 1, false for 0. */
    public boolean flag() throws StateDecodeException {
        int value = u8();
        if (value > 1) {
            throw new StateDecodeException("Expected 0 or 1 but found " + value);
        }
        return value == 1;
    }

    private int length(int max) throws StateDecodeException {
        int length = i32();
        if (length < 0 || length > max) {
            throw new StateDecodeException("Expected a length of 0 to " + max + " but found " + length);
        }
        return length;
    }

    private void need(int count) throws StateDecodeException {
        if (in.remaining() < count) {
            throw new StateDecodeException("Expected " + count + " more bytes but found " + in.remaining());
        }
    }
}

package io.concordat.model.computation;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the canonical bytes of a state: big-endian, lengths before texts and lists, nothing optional. */
public final class StateWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** One byte, 0 to 255. */
    public StateWriter u8(int value) {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException("Expected 0 to 255 but found " + value);
        }
        out.write(value);
        return this;
    }

    /** One byte, 1 for true. */
    public StateWriter flag(boolean value) {
        return u8(value ? 1 : 0);
    }

    /** Four bytes. */
    public StateWriter i32(int value) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
        return this;
    }

    /** Eight bytes. */
    public StateWriter i64(long value) {
        out.writeBytes(ByteBuffer.allocate(8).putLong(value).array());
        return this;
    }

    /** The eight bytes of a finite number. */
    public StateWriter f64(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Expected a finite number but found " + value);
        }
        return i64(Double.doubleToRawLongBits(value));
    }

    /** Length in four bytes, then UTF-8. */
    public StateWriter text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        i32(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    /** Count in four bytes, then the texts. */
    public StateWriter texts(List<String> values) {
        i32(values.size());
        values.forEach(this::text);
        return this;
    }

    /** Count in four bytes, then the numbers. */
    public StateWriter reals(List<Double> values) {
        i32(values.size());
        values.forEach(this::f64);
        return this;
    }

    /** Count in four bytes, then the numbers. */
    public StateWriter longs(List<Long> values) {
        i32(values.size());
        values.forEach(this::i64);
        return this;
    }

    /** Length in four bytes, then the bytes. */
    public StateWriter sized(byte[] value) {
        i32(value.length);
        out.writeBytes(value);
        return this;
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }
}

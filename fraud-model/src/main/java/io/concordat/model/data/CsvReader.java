package io.concordat.model.data;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads separated text strictly [RFC 4180]: a header of distinct names, then rows of exactly as many fields; a field in
 * double quotes may hold separators, line ends and doubled quotes. Blank lines and a byte order mark are skipped. The
 * separator is the one of comma, semicolon, tab and bar that stands most often in the first line.
 */
public final class CsvReader implements Closeable {
    private static final int MAX_FIELD = 1 << 20;
    private static final int MAX_HEADER = 1 << 20;
    private static final String SEPARATORS = ",;\t|";
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int END = -1;

    private final BufferedReader in;
    private final char separator;
    private final List<String> header;
    private long line = 1;

    /**
     * Reads the header.
     *
     * @throws RowSourceException if there is none, or a name stands twice
     */
    public CsvReader(Reader in) throws RowSourceException {
        this.in = new BufferedReader(in);
        this.separator = separator();
        this.header = record().orElseThrow(
                        () -> new RowSourceException("The file is empty; expected a line of column names"));
        requireDistinct(header);
    }

    private char separator() throws RowSourceException {
        try {
            in.mark(1);
            if (in.read() != BYTE_ORDER_MARK) {
                in.reset();
            }
            in.mark(MAX_HEADER);
            int[] seen = new int[SEPARATORS.length()];
            int c = in.read();
            for (int i = 0; c != END && c != '\n' && i < MAX_HEADER - 1; i++) {
                int kind = SEPARATORS.indexOf(c);
                if (kind >= 0) {
                    seen[kind]++;
                }
                c = in.read();
            }
            in.reset();
            int most = 0;
            for (int kind = 1; kind < seen.length; kind++) {
                most = seen[kind] > seen[most] ? kind : most;
            }
            return SEPARATORS.charAt(most);
        } catch (IOException e) {
            throw new RowSourceException("The file cannot be read: " + e.getMessage(), e);
        }
    }

    private static void requireDistinct(List<String> names) throws RowSourceException {
        try {
            FeatureNames.checked(names);
        } catch (IllegalArgumentException e) {
            throw new RowSourceException("The line of column names is unusable: " + e.getMessage());
        }
    }

    /** The column names. */
    public List<String> header() {
        return header;
    }

    /** The fields of the next row, or empty at the end. */
    public Optional<List<String>> next() throws RowSourceException {
        long start = line;
        Optional<List<String>> row = record();
        if (row.isPresent() && row.get().size() != header.size()) {
            throw new RowSourceException("Line " + start + ": expected " + header.size() + " fields but found "
                    + row.get().size());
        }
        return row;
    }

    private Optional<List<String>> record() throws RowSourceException {
        int c = skipBlankLines();
        if (c == END) {
            return Optional.empty();
        }
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        while (true) {
            c = c == '"' ? quoted(field) : plain(c, field);
            fields.add(field.toString());
            field.setLength(0);
            if (c != separator) {
                return Optional.of(List.copyOf(fields));
            }
            c = read();
        }
    }

    /** Takes characters up to the next separator or line end and returns which of them it was. */
    private int plain(int first, StringBuilder field) throws RowSourceException {
        int c = first;
        while (c != separator && c != '\n' && c != END) {
            if (c == '"') {
                throw new RowSourceException(
                        "Line " + line + ": a quote stands inside a field that does not start with one");
            }
            append(field, c);
            c = read();
        }
        return c;
    }

    private int quoted(StringBuilder field) throws RowSourceException {
        long start = line;
        while (true) {
            int c = read();
            if (c == END) {
                throw new RowSourceException("Line " + start + ": a quoted field does not end");
            }
            if (c == '"') {
                int after = read();
                if (after != '"') {
                    if (after != separator && after != '\n' && after != END) {
                        throw new RowSourceException("Line " + line + ": characters follow a closing quote");
                    }
                    return after;
                }
            }
            append(field, c);
        }
    }

    private void append(StringBuilder field, int c) throws RowSourceException {
        if (field.length() == MAX_FIELD) {
            throw new RowSourceException("Line " + line + ": a field is longer than " + MAX_FIELD + " characters");
        }
        field.append((char) c);
    }

    private int skipBlankLines() throws RowSourceException {
        int c = read();
        while (c == '\n') {
            c = read();
        }
        return c;
    }

    /** The next character, with every line end as one '\n'. */
    private int read() throws RowSourceException {
        try {
            int c = in.read();
            if (c == '\r') {
                in.mark(1);
                if (in.read() != '\n') {
                    in.reset();
                }
                c = '\n';
            }
            if (c == '\n') {
                line++;
            }
            return c;
        } catch (IOException e) {
            throw new RowSourceException("The file cannot be read after line " + line + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

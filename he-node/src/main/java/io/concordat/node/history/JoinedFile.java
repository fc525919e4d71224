package io.concordat.node.history;

import io.concordat.node.data.DataSetRefusedException;
import io.concordat.protocol.problem.ProblemType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A CSV file (RFC 4180) of rows with history columns, readable by the node's account only. */
final class JoinedFile implements AutoCloseable {
    private final BufferedWriter out;

    private JoinedFile(BufferedWriter out) {
        this.out = out;
    }

    static JoinedFile create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new JoinedFile(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    }

    void header(List<String> own, List<String> history, String label) throws DataSetRefusedException {
        List<String> fields = new ArrayList<>(own);
        fields.addAll(history);
        fields.add(label);
        write(fields);
    }

    void row(List<String> own, double[] history, boolean fraud) throws DataSetRefusedException {
        List<String> fields = new ArrayList<>(own);
        for (double value : history) {
            fields.add(Double.toString(value));
        }
        fields.add(fraud ? "1" : "0");
        write(fields);
    }

    private void write(List<String> fields) throws DataSetRefusedException {
        try {
            for (int i = 0; i < fields.size(); i++) {
                out.write(i == 0 ? "" : ",");
                out.write(quoted(fields.get(i)));
            }
            out.write('\n');
        } catch (IOException e) {
            throw new DataSetRefusedException(
                    ProblemType.DATA_FILE_REFUSED,
                    "The rows with history columns cannot be written on this node's disk.");
        }
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

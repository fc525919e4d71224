package io.concordat.node.data;

import io.concordat.protocol.problem.ProblemType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * The first line of a CSV file (RFC 4180, with comma, semicolon, tab or bar between fields): its column names and its delimiter. DuckDB is
 * then told both, so that nothing is guessed.
 */
record CsvHeader(char delimiter, List<String> columns) {

    private static final String DELIMITERS = ",;\t|";
    private static final int MAX_LINE = 1 << 20;

    CsvHeader {
        columns = List.copyOf(columns);
    }

    static CsvHeader read(Path file) throws DataSetRefusedException {
        String line = firstLine(file);
        char delimiter = mostFrequent(line);
        List<String> names = split(line, delimiter);
        if (names.size() > DataSetSpec.MAX_COLUMNS) {
            throw refused("The data set has " + names.size() + " columns; at most " + DataSetSpec.MAX_COLUMNS
                    + " are possible.");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isBlank()) {
                throw refused("Column " + (i + 1) + " has no name in the first line of the file.");
            }
            if (!seen.add(names.get(i))) {
                throw refused("The column name \"" + names.get(i) + "\" occurs twice in the first line of the file.");
            }
        }
        return new CsvHeader(delimiter, names);
    }

    private static String firstLine(Path file) throws DataSetRefusedException {
        StringBuilder line = new StringBuilder();
        try (Reader reader = open(file)) {
            boolean quoted = false;
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                quoted ^= c == '"';
                if (!quoted && (c == '\n' || c == '\r')) {
                    break;
                }
                if (line.length() >= MAX_LINE) {
                    throw refused("The first line of the file has more than " + MAX_LINE + " characters.");
                }
                line.append((char) c);
            }
        } catch (CharacterCodingException e) {
            throw refused("The file is not UTF-8 text.");
        } catch (IOException e) {
            throw refused("The file cannot be read: " + e.getClass().getSimpleName() + ".");
        }
        if (!line.isEmpty() && line.charAt(0) == '\uFEFF') {
            line.deleteCharAt(0);
        }
        if (line.toString().isBlank()) {
            throw new DataSetRefusedException(
                    ProblemType.EMPTY_DATA_SET, "The file is empty: its first line must name the columns.");
        }
        return line.toString();
    }

    private static Reader open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
            return new BufferedReader(new InputStreamReader(
                    in,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static char mostFrequent(String line) {
        char best = ',';
        int bestFields = 1;
        for (int i = 0; i < DELIMITERS.length(); i++) {
            char delimiter = DELIMITERS.charAt(i);
            int fields = split(line, delimiter).size();
            if (fields > bestFields) {
                best = delimiter;
                bestFields = fields;
            }
        }
        return best;
    }

    private static List<String> split(String line, char delimiter) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == delimiter && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private static DataSetRefusedException refused(String sentence) {
        return new DataSetRefusedException(ProblemType.DATA_FILE_REFUSED, sentence);
    }
}

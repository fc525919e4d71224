package io.concordat.protocol.job;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.PlainText;
import io.concordat.protocol.codec.StrictDecoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The rows a task runs over, by the names on which the banks agreed.
 *
 * @param dataSet the registered data set; every bank has its own rows under this name
 * @param rowFilter which of those rows, as text; empty for all. Another filter is another task
 * @param features feature columns in the order of the model
 * @param label the column of 0 and 1
 * @param scope the data scope
 */
public record TaskData(String dataSet, String rowFilter, List<String> features, String label, ScopeId scope) {
    /** The most feature columns. */
    public static final int MAX_FEATURES = 5_000;

    private static final int MAX_NAME_BYTES = 128;
    private static final int MAX_FILTER_BYTES = 4096;

    public TaskData {
        PlainText.check("a data set's name", dataSet, MAX_NAME_BYTES);
        if (!rowFilter.isEmpty()) {
            PlainText.check("a row filter", rowFilter, MAX_FILTER_BYTES);
        }
        PlainText.check("a label column", label, MAX_NAME_BYTES);
        features = List.copyOf(features);
        if (features.size() > MAX_FEATURES) {
            throw new IllegalArgumentException(
                    "Expected at most " + MAX_FEATURES + " feature columns but found " + features.size());
        }
        features.forEach(feature -> PlainText.check("a feature column", feature, MAX_NAME_BYTES));
        if (new HashSet<>(features).size() != features.size() || features.contains(label)) {
            throw new IllegalArgumentException(
                    "Expected every column once but the label or a feature column is named twice");
        }
    }

    void write(CanonicalWriter writer) {
        writer.text(dataSet);
        writer.text(rowFilter);
        writer.u32(features.size());
        features.forEach(writer::text);
        writer.text(label);
        writer.text(scope.value());
    }

    static TaskData read(CanonicalReader reader) throws DecodeException {
        String dataSet = reader.text(MAX_NAME_BYTES);
        String rowFilter = reader.text(MAX_FILTER_BYTES);
        int count = reader.count(MAX_FEATURES);
        List<String> features = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            features.add(reader.text(MAX_NAME_BYTES));
        }
        String label = reader.text(MAX_NAME_BYTES);
        return StrictDecoder.checked(
                reader,
                r -> new TaskData(dataSet, rowFilter, features, label, new ScopeId(r.text(ScopeId.MAX_LENGTH))));
    }
}

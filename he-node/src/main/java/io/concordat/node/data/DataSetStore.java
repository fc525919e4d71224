package io.concordat.node.data;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The registered data sets, in the node's database. */
public final class DataSetStore {

    private static final int MAX_TEXT = 0xFFFF;

    private final Sql sql;

    /** Over the node's database. */
    public DataSetStore(Sql sql) {
        this.sql = sql;
    }

    /** Stores a data set, replacing what was found when the same definition was read earlier. */
    public void put(DataSet dataSet) {
        sql.useTransaction(handle -> {
            handle.execute("DELETE FROM data_set WHERE name = ?", dataSet.name());
            handle.execute(
                    "INSERT INTO data_set (name, definition, features, row_count, fraud_count, registered_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    dataSet.name(),
                    encode(dataSet.spec()),
                    encode(dataSet.features()),
                    dataSet.rows(),
                    dataSet.frauds(),
                    dataSet.registeredAt().toEpochMilli());
        });
    }

    /** The data set of this name. */
    public Optional<DataSet> find(String name) {
        return sql.withHandle(handle -> handle.createQuery("SELECT * FROM data_set WHERE name = ?")
                .bind(0, name)
                .map(DataSetStore::read)
                .findOne());
    }

    /** All data sets by name. */
    public List<DataSet> all() {
        return sql.withHandle(handle -> handle.createQuery("SELECT * FROM data_set ORDER BY name")
                .map(DataSetStore::read)
                .list());
    }

    private static DataSet read(ResultSet row, StatementContext context) throws SQLException {
        try {
            return new DataSet(
                    spec(row.getBytes("definition")),
                    texts(new CanonicalReader(row.getBytes("features")), true),
                    row.getLong("row_count"),
                    row.getLong("fraud_count"),
                    Instant.ofEpochMilli(row.getLong("registered_at")));
        } catch (DecodeException e) {
            throw new SQLException("The data set " + row.getString("name") + " is damaged: " + e.getMessage(), e);
        }
    }

    private static byte[] encode(DataSetSpec spec) {
        CanonicalWriter out =
                new CanonicalWriter().text(spec.name()).text(spec.path()).text(spec.label());
        write(out, spec.features());
        write(out, spec.ignored());
        return out.text(spec.scope()).text(spec.query().orElse("")).toByteArray();
    }

    private static DataSetSpec spec(byte[] bytes) throws DecodeException {
        CanonicalReader in = new CanonicalReader(bytes);
        String name = in.text(MAX_TEXT);
        String path = in.text(MAX_TEXT);
        String label = in.text(MAX_TEXT);
        List<String> features = texts(in, false);
        List<String> ignored = texts(in, false);
        String scope = in.text(MAX_TEXT);
        String query = in.text(MAX_TEXT);
        in.end();
        return new DataSetSpec(
                name, path, label, features, ignored, scope, query.isEmpty() ? Optional.empty() : Optional.of(query));
    }

    private static byte[] encode(List<String> texts) {
        CanonicalWriter out = new CanonicalWriter();
        write(out, texts);
        return out.toByteArray();
    }

    private static void write(CanonicalWriter out, List<String> texts) {
        out.u32(texts.size());
        texts.forEach(out::text);
    }

    private static List<String> texts(CanonicalReader in, boolean toTheEnd) throws DecodeException {
        int count = in.count(DataSetSpec.MAX_COLUMNS);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.text(MAX_TEXT));
        }
        if (toTheEnd) {
            in.end();
        }
        return texts;
    }
}

package io.concordat.node.model;

import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.evaluation.HistogramState;
import io.concordat.model.evaluation.ScoreHistograms;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticModelCodec;
import io.concordat.node.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Models and evaluations in the node's database. Storing the same result twice changes nothing. */
public final class ModelStore {

    private static final String EVALUATIONS =
            "SELECT e.job_id, e.model_id, e.key_id, e.data_set, e.content, e.created_at,"
                    + " m.content AS model FROM evaluation e JOIN model m ON m.model_id = e.model_id";

    private final Sql sql;

    /** Over the node's database. */
    public ModelStore(Sql sql) {
        this.sql = sql;
    }

    /** Stores a model within the caller's transaction. */
    public void put(Handle handle, Model model) {
        handle.execute(
                "INSERT INTO model (model_id, job_id, key_id, content, created_at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (model_id) DO NOTHING",
                model.id(),
                model.jobId(),
                model.keyId(),
                LogisticModelCodec.encode(model.content()),
                model.createdAt().toEpochMilli());
    }

    /** Stores the evaluation of a stored model within the caller's transaction. */
    public void put(Handle handle, Evaluation evaluation) {
        LogisticModel model = read(handle, evaluation.modelId()).orElseThrow().content();
        handle.execute(
                "INSERT INTO evaluation (job_id, model_id, key_id, data_set, content, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (job_id) DO NOTHING",
                evaluation.jobId(),
                evaluation.modelId(),
                evaluation.keyId(),
                evaluation.dataSet(),
                new ScoreHistograms(model, evaluation.amounts()).encode(evaluation.histograms()),
                evaluation.createdAt().toEpochMilli());
    }

    /** The model of this id. */
    public Optional<Model> model(String id) {
        return sql.withHandle(handle -> read(handle, id));
    }

    /** The model that a job trained. */
    public Optional<Model> trainedBy(String jobId) {
        return sql.withHandle(handle -> handle.createQuery("SELECT * FROM model WHERE job_id = ?")
                .bind(0, jobId)
                .map(ModelStore::model)
                .findOne());
    }

    /** All models, newest first. */
    public List<Model> models() {
        return sql.withHandle(handle -> handle.createQuery("SELECT * FROM model ORDER BY created_at DESC, model_id")
                .map(ModelStore::model)
                .list());
    }

    /** The evaluation that a job opened. */
    public Optional<Evaluation> evaluation(String jobId) {
        return sql.withHandle(handle -> handle.createQuery(EVALUATIONS + " WHERE e.job_id = ?")
                .bind(0, jobId)
                .map(ModelStore::evaluation)
                .findOne());
    }

    /** All evaluations, newest first. */
    public List<Evaluation> evaluations() {
        return sql.withHandle(handle -> handle.createQuery(EVALUATIONS + " ORDER BY e.created_at DESC, e.job_id")
                .map(ModelStore::evaluation)
                .list());
    }

    private static Optional<Model> read(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM model WHERE model_id = ?")
                .bind(0, id)
                .map(ModelStore::model)
                .findOne();
    }

    private static Model model(ResultSet row, StatementContext context) throws SQLException {
        return new Model(
                row.getString("model_id"),
                decode(row, "content"),
                row.getString("job_id"),
                row.getString("key_id"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }

    private static Evaluation evaluation(ResultSet row, StatementContext context) throws SQLException {
        try {
            byte[] content = row.getBytes("content");
            ScoreHistograms histograms = ScoreHistograms.of(decode(row, "model"), content);
            HistogramState state = histograms.decode(content);
            if (!(state instanceof HistogramState.Opened opened)) {
                throw new SQLException("The stored evaluation of job " + row.getString("job_id") + " is not opened");
            }
            return new Evaluation(
                    row.getString("job_id"),
                    row.getString("model_id"),
                    row.getString("key_id"),
                    row.getString("data_set"),
                    opened,
                    histograms.amounts(),
                    Instant.ofEpochMilli(row.getLong("created_at")));
        } catch (StateDecodeException e) {
            throw new SQLException("A stored evaluation is damaged: " + e.getMessage(), e);
        }
    }

    private static LogisticModel decode(ResultSet row, String column) throws SQLException {
        try {
            return LogisticModelCodec.decode(row.getBytes(column));
        } catch (StateDecodeException e) {
            throw new SQLException("A stored model is damaged: " + e.getMessage(), e);
        }
    }
}

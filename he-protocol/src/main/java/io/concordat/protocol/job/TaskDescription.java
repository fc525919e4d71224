package io.concordat.protocol.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The readable form of a task. */
final class TaskDescription {
    private TaskDescription() {}

    private static String purpose(Purpose purpose) {
        return switch (purpose) {
            case TRAIN -> "train a model";
            case EVALUATE -> "evaluate a model";
            case SHARE_HISTORY -> "open cells of shared history";
        };
    }

    static List<String> of(TaskSpec task) {
        List<String> lines = new ArrayList<>();
        lines.add("Task " + task.taskHash().hex());
        lines.add("Job " + task.jobId() + ", proposed by " + task.createdBy() + " at "
                + Instant.ofEpochSecond(task.createdAt()));
        lines.add("Purpose: " + purpose(task.purpose()));
        lines.add("Function: " + task.function());
        task.parameters().forEach((name, value) -> lines.add("  " + name + " = " + value));
        TaskData data = task.data();
        lines.add("Data set: " + data.dataSet() + ", scope " + data.scope());
        lines.add("Rows: " + (data.rowFilter().isEmpty() ? "all" : "only where " + data.rowFilter()));
        lines.add("Label column: " + data.label());
        lines.add("Feature columns (" + data.features().size() + "): " + String.join(", ", data.features()));
        lines.add("Cohort (" + task.cohort().size() + " banks): " + task.cohort());
        lines.add("At most " + task.limits().maximumRounds() + " rounds and "
                + task.limits().maximumOpenings() + " opened sums; a bank refuses below "
                + task.limits().minimumEffectiveRows() + " effective rows");
        lines.add("Initial state: " + task.initialStateDigest().hex());
        lines.add("Consortium: " + task.consortiumId().hex());
        lines.add("Joint key: " + task.keyId().hex() + " (" + task.epochType() + ")");
        lines.add("Expires at " + Instant.ofEpochSecond(task.expiresAt()));
        return List.copyOf(lines);
    }
}

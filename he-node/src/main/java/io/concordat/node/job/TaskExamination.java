package io.concordat.node.job;

import io.concordat.node.data.DataSet;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.TaskData;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a task fits this bank's data set of the same name. The answer goes to the other banks: names of columns, no numbers. */
final class TaskExamination {

    private TaskExamination() {}

    static Optional<Rejection> examine(TaskSpec task, MemberId self, Optional<DataSet> found) {
        TaskData data = task.data();
        if (found.isEmpty()) {
            return Optional.of(new Rejection(
                    ProblemType.NOT_FOUND, "At " + self + " no data set named " + data.dataSet() + " is registered."));
        }
        if (!data.rowFilter().isEmpty()) {
            return Optional.of(new Rejection(
                    ProblemType.DATA_INVALID,
                    "At " + self + " row filters are not supported; register a data set with a query instead."));
        }
        DataSet dataSet = found.get();
        if (!dataSet.spec().scope().equals(data.scope().value())) {
            return Optional.of(new Rejection(
                    ProblemType.SCOPE_DIFFERS,
                    "At " + self + " the data set " + data.dataSet() + " is of scope "
                            + dataSet.spec().scope() + ", not " + data.scope() + "."));
        }
        List<String> differences = new ArrayList<>();
        if (!dataSet.label().equals(data.label())) {
            differences.add("its label is " + dataSet.label() + ", not " + data.label());
        }
        difference(data.features(), dataSet.features()).ifPresent(names -> differences.add("it lacks " + names));
        difference(dataSet.features(), data.features()).ifPresent(names -> differences.add("it also has " + names));
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rejection(
                        ProblemType.COLUMNS_DIFFER,
                        "At " + self + " the data set " + data.dataSet() + " has other columns: "
                                + String.join("; ", differences) + "."));
    }

    private static Optional<String> difference(List<String> wanted, List<String> there) {
        Set<String> missing = new LinkedHashSet<>(wanted);
        missing.removeAll(Set.copyOf(there));
        return missing.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", missing));
    }
}

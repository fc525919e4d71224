package io.concordat.node.data;

import io.concordat.protocol.problem.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps a file's rows in one data scope, whatever they are registered as: the same rows in two scopes would let two cohorts' sums be
 * subtracted from each other. Files are compared, not paths: links and other ways to write a path do not help.
 *
 * <p>It does not notice a copy of a file; that two files hold different rows is for the bank's own people to know.
 *
 * @param roots where the files are
 * @param uses everything registered so far
 */
public record RowScopes(DataRoots roots, Supplier<List<Use>> uses) {

    /**
     * A file in use.
     *
     * @param what what its rows are registered as, for people
     * @param path as registered
     * @param scope the scope of its rows
     */
    public record Use(String what, String path, String scope) {}

    /** Refuses a file whose rows are in another scope already. */
    public void refuseOther(String path, String scope) throws DataSetRefusedException {
        Path file = roots.resolve(path);
        for (Use use : uses.get()) {
            if (!use.scope().equals(scope) && (use.path().equals(path) || isSame(file, use.path()))) {
                throw new DataSetRefusedException(
                        ProblemType.CONFLICT,
                        "The rows of " + path + " are in scope " + use.scope() + " already (" + use.what()
                                + "). Register them with \"scope\": \"" + use.scope() + "\".");
            }
        }
    }

    private boolean isSame(Path file, String other) {
        try {
            return Files.isSameFile(file, roots.resolve(other));
        } catch (IOException | DataSetRefusedException e) {
            return false; // the other file is gone
        }
    }
}

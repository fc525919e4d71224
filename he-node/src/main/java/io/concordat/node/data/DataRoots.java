package io.concordat.node.data;

import io.concordat.protocol.problem.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * The directories a data set may be read from. A path is resolved with all symbolic links followed and must then lie below one of them, so
 * that neither {@code ..} nor a link leads out.
 */
public record DataRoots(List<Path> directories) {

    /** Copies the list; an empty list means no data set can be registered. */
    public DataRoots {
        directories = List.copyOf(directories);
    }

    /**
     * The real path of a regular, readable file below one of the directories. A relative path is tried below each directory in turn.
     */
    public Path resolve(String given) throws DataSetRefusedException {
        for (Path directory : directories) {
            Path candidate = candidate(directory, given);
            if (Files.isRegularFile(candidate) && Files.isReadable(candidate)) {
                Path real = real(candidate);
                if (isBelowADirectory(real)) {
                    return real;
                }
            }
        }
        throw new DataSetRefusedException(
                ProblemType.DATA_FILE_REFUSED,
                "No readable file of that name lies below this node's data directories: " + given
                        + ". The node's operator sets them as data.directories (now " + directories.size() + ").");
    }

    private static Path candidate(Path directory, String given) throws DataSetRefusedException {
        try {
            return directory.resolve(given).normalize();
        } catch (InvalidPathException e) {
            throw new DataSetRefusedException(ProblemType.DATA_FILE_REFUSED, "The path of the data set is not a path.");
        }
    }

    private boolean isBelowADirectory(Path real) {
        return directories.stream().filter(Files::isDirectory).anyMatch(directory -> isBelow(directory, real));
    }

    private static boolean isBelow(Path directory, Path real) {
        try {
            return real.startsWith(directory.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static Path real(Path candidate) throws DataSetRefusedException {
        try {
            return candidate.toRealPath();
        } catch (IOException e) {
            throw new DataSetRefusedException(ProblemType.DATA_FILE_REFUSED, "The data file cannot be opened.");
        }
    }
}

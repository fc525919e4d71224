package io.concordat.jmh;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A back end or a peer: somebody who can do some of the operations. */
interface Subject {
    /** A task that does the operation on all its elements each time, from several threads if need be; empty if it cannot. */
    Optional<Supplier<?>> task(Operation operation, BenchmarkInputs inputs);

    /** Every name that {@link #named} takes, plain first. */
    static List<String> names() {
        return List.of(
                "plain", "gmp", "avx2", "ifma", "portable", "naive", JavallierSubject.PLAIN, JavallierSubject.GMP);
    }

    /** The subject of a name, if it is here and this CPU runs it. */
    static Optional<Subject> named(String name) {
        return switch (name) {
            case "naive" -> Optional.of(new NaiveSubject());
            case JavallierSubject.PLAIN, JavallierSubject.GMP -> JavallierSubject.named(name);
            default -> BackendSubject.named(name);
        };
    }
}

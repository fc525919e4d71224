package io.concordat.node.data;

import io.concordat.protocol.problem.ProblemType;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Registrations that are under way, and the newest that ended. They are kept in memory: a restart ends them. */
public final class Registrations {
    private static final int KEPT = 100;

    private final DataSetRegistry registry;
    private final Executor waiting;
    private final InstantSource clock;
    private final Map<String, Registration> byName = new LinkedHashMap<>();

    /**
     * For this registry.
     *
     * @param waiting runs tasks that may wait
     */
    public Registrations(DataSetRegistry registry, Executor waiting, InstantSource clock) {
        this.registry = registry;
        this.waiting = waiting;
        this.clock = clock;
    }

    /** Begins one; the same definition once more joins the one that is under way. */
    public synchronized Registration begin(DataSetSpec spec) throws DataSetRefusedException {
        Registration before = byName.get(spec.name());
        if (before != null && !before.isOver()) {
            if (before.spec().equals(spec)) {
                return before;
            }
            throw new DataSetRefusedException(
                    ProblemType.CONFLICT,
                    "A data set named " + spec.name() + " is being registered with another definition.");
        }
        Registration registration = new Registration(spec, clock.instant());
        byName.remove(spec.name());
        byName.put(spec.name(), registration);
        forgetOld();
        waiting.execute(() -> registration.run(registry));
        return registration;
    }

    /** The newest of this name. */
    public synchronized Optional<Registration> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private void forgetOld() {
        while (byName.size() > KEPT) {
            Optional<String> old = byName.entrySet().stream()
                    .filter(entry -> entry.getValue().isOver())
                    .map(Map.Entry::getKey)
                    .findFirst();
            if (old.isEmpty()) {
                return;
            }
            byName.remove(old.get());
        }
    }
}

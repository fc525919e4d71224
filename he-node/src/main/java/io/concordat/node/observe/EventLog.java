package io.concordat.node.observe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The events of one piece of long work (a ceremony, a job), numbered from 1, for clients that watch it. It keeps the
 * newest {@value #KEPT}; who asks for older ones gets those that are left. It ends with the work.
 */
public final class EventLog {
    /** How many events are kept. */
    public static final int KEPT = 2_000;

    private final Deque<Event> events = new ArrayDeque<>();
    private final List<Watch> watches = new ArrayList<>();
    private long last;
    private boolean ended;

    /**
     * One event.
     *
     * @param id its number, rising
     * @param type what happened, a short name
     * @param data what is shown, to be written as JSON
     */
    public record Event(long id, String type, Object data) {}

    /** Receives events in order; called with the log's lock held, so it must only hand them on. */
    public interface Watcher {
        /** The next event. */
        void event(Event event);

        /** No event will follow. */
        void ended();
    }

    /** Adds an event and shows it to everybody watching. Ignored after the end. */
    public synchronized void append(String type, Object data) {
        if (ended) {
            return;
        }
        Event event = new Event(++last, type, data);
        events.add(event);
        if (events.size() > KEPT) {
            events.removeFirst();
        }
        forEachWatcher(watcher -> watcher.event(event));
    }

    /** Ends the log. */
    public synchronized void end() {
        if (!ended) {
            ended = true;
            forEachWatcher(Watcher::ended);
            watches.clear();
        }
    }

    /** Shows the watcher every kept event after {@code afterId} and then each new one, until the result is run. */
    public synchronized Runnable watch(long afterId, Watcher watcher) {
        for (Event event : events) {
            if (event.id() > afterId) {
                watcher.event(event);
            }
        }
        Watch watch = new Watch(watcher);
        if (ended) {
            watcher.ended();
        } else {
            watches.add(watch);
        }
        return () -> remove(watch);
    }

    private synchronized void remove(Watch watch) {
        watches.remove(watch);
    }

    private void forEachWatcher(Consumer<Watcher> action) {
        for (Watch watch : List.copyOf(watches)) {
            action.accept(watch.watcher);
        }
    }

    private static final class Watch {
        private final Watcher watcher;

        Watch(Watcher watcher) {
            this.watcher = watcher;
        }
    }
}

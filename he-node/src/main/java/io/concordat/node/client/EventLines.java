package io.concordat.node.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** Puts the lines of a {@code text/event-stream} together (WHATWG HTML, section 9.2): fields until an empty line. */
final class EventLines {

    private final ObjectMapper json;
    private final StringBuilder data = new StringBuilder();
    private String id = "";
    private String name = "message";

    EventLines(ObjectMapper json) {
        this.json = json;
    }

    /** The event this line completes, if it does. Comments (heartbeats) complete nothing. */
    Optional<ServerEvent> take(String line) throws JsonProcessingException {
        if (line.isEmpty()) {
            return complete();
        }
        int colon = line.indexOf(':');
        if (colon > 0) {
            String value = line.substring(colon + 1);
            field(line.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
        }
        return Optional.empty();
    }

    /** The number of the last event seen, empty before the first. */
    String lastId() {
        return id;
    }

    private void field(String field, String value) {
        switch (field) {
            case "id" -> id = value;
            case "event" -> name = value;
            case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
            default -> {
                // The standard says to ignore unknown fields.
            }
        }
    }

    private Optional<ServerEvent> complete() throws JsonProcessingException {
        if (data.isEmpty()) {
            name = "message";
            return Optional.empty();
        }
        ServerEvent event = new ServerEvent(id, name, json.readTree(data.toString()));
        data.setLength(0);
        name = "message";
        return Optional.of(event);
    }
}

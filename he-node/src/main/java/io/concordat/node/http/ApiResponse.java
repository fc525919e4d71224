package io.concordat.node.http;

import io.concordat.node.observe.EventLog;
import java.nio.file.Path;

/** What a handler answers. Bodies are written as JSON: records, maps, lists, text, numbers. */
public sealed interface ApiResponse {

    /** The HTTP status. */
    default int status() {
        return switch (this) {
            case Ok _, Events _, Bytes _, Download _ -> 200;
            case Created _ -> 201;
            case Accepted _ -> 202;
            case NoContent _ -> 204;
            case Refused(Problem problem) -> problem.type().status();
        };
    }

    /** Here it is. */
    record Ok(Object body) implements ApiResponse {}

    /** It was made and is at this path below {@code /api/v1}. */
    record Created(String path, Object body) implements ApiResponse {}

    /** It goes on by itself; its progress is at this path below {@code /api/v1}. */
    record Accepted(String path, Object body) implements ApiResponse {}

    /** Done, nothing to say. */
    record NoContent() implements ApiResponse {}

    /** The events so far and to come, as server-sent events. */
    record Events(EventLog log) implements ApiResponse {}

    /** Something that is not JSON. */
    @SuppressWarnings("ArrayRecordComponent") // written at once, never compared
    record Bytes(String mediaType, byte[] bytes) implements ApiResponse {}

    /** A file as it is, however long. */
    record Download(String mediaType, Path file) implements ApiResponse {}

    /** No, for this reason. */
    record Refused(Problem problem) implements ApiResponse {}
}

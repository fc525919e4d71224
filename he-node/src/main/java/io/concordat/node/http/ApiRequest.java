package io.concordat.node.http;

import io.concordat.protocol.problem.ProblemType;
import java.util.Map;
import java.util.Optional;

/**
 * One request to the analyst API, after authentication and size checks.
 *
 * @param id names the request in the log and in problems
 * @param client the name of the token that was shown
 * @param path the values of the route's {@code {names}}
 * @param query the query parameters, each given once
 * @param lastEventId what a resuming event stream saw last
 * @param contentType the media type of the body without parameters, empty if none
 * @param body the body's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // handed to one handler, never compared
public record ApiRequest(
        String id,
        String client,
        Map<String, String> path,
        Map<String, String> query,
        Optional<Long> lastEventId,
        String contentType,
        byte[] body) {

    /** Copies the maps. */
    public ApiRequest {
        path = Map.copyOf(path);
        query = Map.copyOf(query);
    }

    /** The value of {@code {name}} in the path. */
    public String pathValue(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The route has no {" + name + "}");
        }
        return value;
    }

    /** The query parameter, if given. */
    public Optional<String> queryValue(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** The JSON body as a record, read strictly. */
    public <T> T json(Class<T> type) throws RefusedException {
        if (!contentType.equals("application/json")) {
            throw new RefusedException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Expected a body of type application/json but found '" + contentType + "'");
        }
        try {
            return StrictJson.read(body, type);
        } catch (JsonRefusedException e) {
            throw new RefusedException(ProblemType.INVALID_REQUEST, e.getMessage());
        }
    }
}

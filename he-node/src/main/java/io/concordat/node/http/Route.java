package io.concordat.node.http;

import java.util.regex.Pattern;

/**
 * A method and a path below {@code /api/v1}.
 *
 * @param method the HTTP method
 * @param path such as {@code /jobs/{id}/events}; {@code {name}} is one path segment
 */
public record Route(Method method, String path) {
    private static final Pattern PATH = Pattern.compile("(/([a-z0-9.-]+|\\{[a-zA-Z]+}))+");

    /** The methods routes can have. */
    public enum Method {
        /** Reads. */
        GET,
        /** Creates or starts. */
        POST,
        /** Replaces. */
        PUT,
        /** Removes or withdraws. */
        DELETE
    }

    /** Refuses a path of another form. */
    public Route {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("Expected a path such as /jobs/{id} but found " + path);
        }
    }

    /** GET of this path. */
    public static Route get(String path) {
        return new Route(Method.GET, path);
    }

    /** POST to this path. */
    public static Route post(String path) {
        return new Route(Method.POST, path);
    }

    /** PUT to this path. */
    public static Route put(String path) {
        return new Route(Method.PUT, path);
    }

    /** DELETE of this path. */
    public static Route delete(String path) {
        return new Route(Method.DELETE, path);
    }
}

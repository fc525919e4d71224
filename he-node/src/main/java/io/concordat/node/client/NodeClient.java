package io.concordat.node.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** Requests to one node's analyst listener: JSON in, JSON out, problems as exceptions. */
public final class NodeClient implements AutoCloseable {

    private static final Duration CONNECT_TIME = Duration.ofSeconds(10);
    private static final Duration READING_TIME = Duration.ofMinutes(40);
    private static final Duration ANSWER_TIME = Duration.ofMinutes(10);

    private final URI base;
    private final String token;
    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();

    private NodeClient(URI base, String token, HttpClient http) {
        this.base = base;
        this.token = token;
        this.http = http;
    }

    /** A client of the node at this address, {@code http} on loopback or {@code https} with the JDK's certificate authorities. */
    public static NodeClient of(URI base, String token) {
        return new NodeClient(base, token, builder().build());
    }

    /** A client that accepts what the given TLS context trusts. */
    public static NodeClient of(URI base, String token, SSLContext tls) {
        return new NodeClient(base, token, builder().sslContext(tls).build());
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIME)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER);
    }

    /** The node's address. */
    public URI base() {
        return base;
    }

    /** The answer to {@code GET path}. */
    public JsonNode get(String path) throws NodeProblemException, InterruptedException {
        return send(request(path).GET());
    }

    /** The answer to {@code GET path} once the node has it: until then it is asked again. */
    public JsonNode await(String path, Duration limit) throws NodeProblemException, InterruptedException {
        Optional<JsonNode> answer = Poll.until(limit, () -> find(path), Optional::isPresent);
        return answer.isPresent() ? answer.get() : get(path);
    }

    private Optional<JsonNode> find(String path) throws NodeProblemException, InterruptedException {
        try {
            return Optional.of(get(path));
        } catch (NodeProblemException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The answer to {@code POST path} with this body. */
    public JsonNode post(String path, JsonNode body) throws NodeProblemException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(text(body)));
    }

    /** The same; a repeated request with the same key and body does its work once and gets the same answer. */
    public JsonNode post(String path, JsonNode body, String idempotencyKey)
            throws NodeProblemException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(text(body)));
    }

    /**
     * Registers a data set and waits until its rows are read.
     *
     * @param progress is told how many rows are read, now and then
     * @return the data set
     */
    public JsonNode register(JsonNode definition, LongConsumer progress)
            throws NodeProblemException, InterruptedException {
        JsonNode answer = post("/api/v1/data-sets", definition);
        if (!answer.path("state").isTextual()) {
            return answer;
        }
        String path = "/api/v1/data-sets/" + definition.path("name").asText() + "/registration";
        JsonNode end = Poll.until(READING_TIME, () -> get(path), state -> {
            progress.accept(state.path("rowsRead").asLong());
            return !state.path("state").asText().equals("reading");
        });
        if (end.path("dataSet").isObject()) {
            return end.path("dataSet");
        }
        JsonNode problem = end.path("problem");
        throw new NodeProblemException(
                problem.path("status").asInt(504),
                problem.path("type").asText("about:blank"),
                problem.path("detail").asText("The rows are not read after " + READING_TIME.toMinutes() + " minutes."));
    }

    /** The answer to {@code DELETE path}. */
    public JsonNode delete(String path) throws NodeProblemException, InterruptedException {
        return send(request(path).DELETE());
    }

    /** Stores the answer to {@code GET path} in a new file. */
    public void download(String path, Path file) throws NodeProblemException, InterruptedException, IOException {
        HttpResponse<InputStream> response = exchange(request(path).GET(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            if (response.statusCode() != 200) {
                throw problem(response.statusCode(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
            Files.copy(in, file);
        }
    }

    /**
     * Reads server-sent events until the consumer returns false or the node ends the stream; returns the id of the last event, to resume
     * after.
     */
    public String watch(String path, String lastId, Predicate<ServerEvent> goOn)
            throws NodeProblemException, InterruptedException {
        HttpRequest.Builder request =
                request(path).header("Accept", "text/event-stream").GET();
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        HttpResponse<Stream<String>> response = exchange(request, HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != 200) {
                throw problem(response.statusCode(), String.join("\n", lines.toList()));
            }
            EventLines events = new EventLines(json);
            for (Iterator<String> it = lines.iterator(); it.hasNext(); ) {
                Optional<ServerEvent> event = events.take(it.next());
                if (event.isPresent() && !goOn.test(event.get())) {
                    break;
                }
            }
            return events.lastId().isEmpty() ? lastId : events.lastId();
        } catch (JsonProcessingException e) {
            throw new NodeProblemException(0, "about:blank", "The node sent an event that is not JSON.");
        } catch (java.io.UncheckedIOException e) {
            throw unreachable(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER_TIME)
                .header("Authorization", "Bearer " + token);
    }

    private HttpRequest.BodyPublisher text(JsonNode body) {
        return HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8);
    }

    private JsonNode send(HttpRequest.Builder request) throws NodeProblemException, InterruptedException {
        HttpResponse<InputStream> response = exchange(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            byte[] body = in.readAllBytes();
            if (response.statusCode() >= 300) {
                throw problem(response.statusCode(), new String(body, StandardCharsets.UTF_8));
            }
            return body.length == 0 ? MissingNode.getInstance() : json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new NodeProblemException(response.statusCode(), "about:blank", "The node's answer is not JSON.");
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
            throws NodeProblemException, InterruptedException {
        try {
            return http.send(request.build(), handler);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private NodeProblemException problem(int status, String body) {
        try {
            JsonNode problem = json.readTree(body);
            if (problem.isObject()) {
                String title = problem.path("title").asText("The node refused the request.");
                return new NodeProblemException(
                        status,
                        problem.path("type").asText("about:blank"),
                        problem.path("detail").asText(title),
                        problem.path("remedy").asText(""));
            }
        } catch (JsonProcessingException e) {
            // Not a problem document: say what is known.
        }
        return new NodeProblemException(status, "about:blank", "The node answered " + status + " without a reason.");
    }

    private NodeProblemException unreachable(Exception e) {
        boolean refused = e instanceof ConnectException || e.getCause() instanceof ConnectException;
        return new NodeProblemException(
                0,
                "about:blank",
                refused
                        ? "No node answers at " + base + ". Is it running?"
                        : "The connection to " + base + " broke ("
                                + e.getClass().getSimpleName() + ").");
    }

    @Override
    public void close() {
        http.close();
    }
}

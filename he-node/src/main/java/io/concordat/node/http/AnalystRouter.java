package io.concordat.node.http;

import io.concordat.node.access.Role;
import io.concordat.node.access.TokenVerifier;
import io.concordat.node.config.AnalystConfig;
import io.concordat.node.trace.Tracing;
import io.concordat.node.worker.TokenBucket;
import io.concordat.protocol.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every request of the analyst listener through the same gates, cheapest first: request id and headers, no content
 * encoding, bearer token, media type, body size; then the route's handler on a virtual thread.
 */
final class AnalystRouter implements Handler<HttpServerRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(AnalystRouter.class);
    private static final String BASE = "/api/v1";
    private static final int MAXIMUM_AT_ONCE = 128;
    private static final String SCORING = "/score";
    private static final int BURST_SECONDS = 2;
    private static final String REQUEST_ID = "requestId";
    private static final String CLIENT = "client";
    private static final String ROLES = "roles";

    private final Vertx vertx;
    private final int maximumBody;
    private final int requestsPerSecond;
    private final TokenVerifier tokens;
    private final Tracing trace;
    private final Semaphore scoring = new Semaphore(MAXIMUM_AT_ONCE);
    private final Semaphore others = new Semaphore(MAXIMUM_AT_ONCE); // what people do has places of its own
    private final Map<String, TokenBucket> rates = new ConcurrentHashMap<>();
    private final AnswerWriter answers;
    private volatile Handler<HttpServerRequest> serving =
            request -> request.response().setStatusCode(503).end();

    AnalystRouter(Vertx vertx, AnalystConfig config, TokenVerifier tokens, Tracing trace) {
        this.vertx = vertx;
        this.maximumBody = config.maximumBody().toInt();
        this.requestsPerSecond = config.requestsPerSecond();
        this.tokens = tokens;
        this.trace = trace;
        this.answers = new AnswerWriter(vertx, BASE);
    }

    @Override
    public void handle(HttpServerRequest request) {
        serving.handle(request);
    }

    /** Takes these routes in place of the former ones, whose streams of events it breaks off: their clients ask again. */
    void serve(List<RouteHandler> handlers, Optional<Problem> elsewhere) {
        serving = of(handlers, elsewhere);
        answers.breakOffStreams();
    }

    private Handler<HttpServerRequest> of(List<RouteHandler> handlers, Optional<Problem> elsewhere) {
        Router router = Router.router(vertx);
        router.route().handler(AnalystRouter::open);
        router.get("/openapi.yaml").handler(AnalystRouter::openApi);
        router.route(BASE + "/*").handler(this::authenticate);
        router.route(BASE + "/*").handler(AnalystRouter::mediaType);
        router.route(BASE + "/*").handler(BodyHandler.create(false).setBodyLimit(maximumBody));
        for (RouteHandler handler : handlers) {
            String path = BASE + handler.route().path().replaceAll("\\{([a-zA-Z]+)}", ":$1");
            router.route(HttpMethod.valueOf(handler.route().method().name()), path)
                    .handler(context -> dispatch(handler, context));
        }
        elsewhere.ifPresent(problem -> router.route(BASE + "/*")
                .handler(context -> ProblemHandler.write(context.response(), problem, text(context, REQUEST_ID))));
        Map.of(
                        400, ProblemType.INVALID_REQUEST,
                        404, ProblemType.NOT_FOUND,
                        405, ProblemType.METHOD_NOT_ALLOWED,
                        413, ProblemType.PAYLOAD_TOO_LARGE,
                        500, ProblemType.INTERNAL)
                .forEach((status, type) -> router.errorHandler(status, context -> fail(context, type)));
        return router;
    }

    private static void open(RoutingContext context) {
        String id = UUID.randomUUID().toString();
        context.put(REQUEST_ID, id);
        context.response().putHeader("X-Request-Id", id).putHeader("Cache-Control", "no-store");
        String encoding = context.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null) {
            refuse(context, ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body without a content encoding");
        } else {
            context.next();
        }
    }

    private void authenticate(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        TokenVerifier.Verdict verdict = header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? new TokenVerifier.Unknown()
                : tokens.verify(header.substring(7).strip());
        switch (verdict) {
            case TokenVerifier.Valid valid -> {
                context.put(CLIENT, valid.client());
                context.put(ROLES, valid.roles());
                slowDown(context, valid.client());
            }
            case TokenVerifier.Expired(String client, Instant at) ->
                refuse(
                        context,
                        ProblemType.UNAUTHENTICATED,
                        "The token " + client + " expired at " + at
                                + "; an operator makes a new one with 'concordat token new'");
            case TokenVerifier.Unknown() ->
                refuse(
                        context,
                        ProblemType.UNAUTHENTICATED,
                        "Send the header 'Authorization: Bearer <token>' with a token of this node (analyst.token-file)");
        }
    }

    /** One token may send so many requests, whatever they are; with others it has nothing to do. */
    private void slowDown(RoutingContext context, String client) {
        TokenBucket bucket = rates.computeIfAbsent(
                client,
                _ -> new TokenBucket(requestsPerSecond, BURST_SECONDS * (double) requestsPerSecond, System::nanoTime));
        Duration wait = bucket.take(1);
        if (wait.isZero()) {
            context.next();
        } else {
            askToWait(context, wait, "More than " + requestsPerSecond + " requests a second with the token " + client);
        }
    }

    private static void askToWait(RoutingContext context, Duration wait, String sentence) {
        context.response()
                .putHeader(
                        HttpHeaders.RETRY_AFTER,
                        Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
        refuse(context, ProblemType.TOO_MANY_REQUESTS, sentence);
    }

    /** Whether the token has a role that the route is for; else the request is refused. */
    private static boolean isAllowed(Route route, RoutingContext context) {
        Set<Role> needed = RouteRoles.of(route);
        Set<Role> has = context.get(ROLES, Set.of());
        if (!Collections.disjoint(needed, has)) {
            return true;
        }
        refuse(
                context,
                ProblemType.FORBIDDEN,
                "The token " + text(context, CLIENT) + " has the role " + Role.list(has, "and") + ", but "
                        + route.method() + " " + route.path() + " needs " + Role.list(needed, "or"));
        return false;
    }

    private static void mediaType(RoutingContext context) {
        String type = mediaTypeOf(context);
        if (type.isEmpty() || type.equals("application/json")) {
            context.next();
        } else {
            refuse(
                    context,
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Expected a body of type application/json but found '" + type + "'");
        }
    }

    private void dispatch(RouteHandler handler, RoutingContext context) {
        if (!isAllowed(handler.route(), context)) {
            return;
        }
        Semaphore places = handler.route().path().endsWith(SCORING) ? scoring : others;
        if (!places.tryAcquire()) {
            askToWait(context, Duration.ofSeconds(1), "More than " + MAXIMUM_AT_ONCE + " requests at once");
            return;
        }
        ApiRequest request = requestOf(context);
        Tracing.Request traced = trace.request(
                handler.route().method() + " " + handler.route().path(),
                Optional.ofNullable(context.request().getHeader("traceparent")));
        var eventLoop = vertx.getOrCreateContext();
        Thread.ofVirtual().name("request-" + request.id()).start(() -> {
            Answer answer = answer(handler, request);
            places.release();
            traced.answered(answer.response().status());
            eventLoop.runOnContext(_ -> answers.write(context.response(), request, answer));
        });
    }

    @SuppressWarnings("IllegalCatch") // the last stop of a request: whatever went wrong becomes a problem
    private static Answer answer(RouteHandler handler, ApiRequest request) {
        try {
            return Answer.of(handler.handle(request));
        } catch (RefusedException e) {
            return Answer.of(new ApiResponse.Refused(e.problem()));
        } catch (RuntimeException | Error e) {
            LOG.atError().addKeyValue("requestId", request.id()).setCause(e).log("A request failed");
            return Answer.of(new ApiResponse.Refused(Problem.of(
                    ProblemType.INTERNAL,
                    "The node failed to answer; its log names this request's id with the cause")));
        }
    }

    private static ApiRequest requestOf(RoutingContext context) {
        Map<String, String> query = new HashMap<>();
        context.queryParams().forEach(entry -> query.putIfAbsent(entry.getKey(), entry.getValue()));
        Buffer body = context.body().buffer();
        return new ApiRequest(
                text(context, REQUEST_ID),
                text(context, CLIENT),
                context.pathParams(),
                query,
                lastEventId(context.request().getHeader("Last-Event-ID")),
                mediaTypeOf(context),
                body == null ? new byte[0] : body.getBytes());
    }

    private static String text(RoutingContext context, String key) {
        return context.get(key, "");
    }

    private static Optional<Long> lastEventId(@Nullable String header) {
        return header != null && header.matches("\\d{1,18}") ? Optional.of(Long.valueOf(header)) : Optional.empty();
    }

    private static String mediaTypeOf(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static void openApi(RoutingContext context) {
        context.response().putHeader("Content-Type", "application/yaml").end(Buffer.buffer(OpenApi.document()));
    }

    private static void refuse(RoutingContext context, ProblemType type, String detail) {
        ProblemHandler.write(context.response(), Problem.of(type, detail), text(context, REQUEST_ID));
    }

    private static void fail(RoutingContext context, ProblemType type) {
        String id = text(context, REQUEST_ID);
        if (context.failure() != null && type == ProblemType.INTERNAL) {
            LOG.atError()
                    .addKeyValue("requestId", id)
                    .setCause(context.failure())
                    .log("A request failed");
        }
        ProblemHandler.write(context.response(), Problem.of(type, type.remedy()), id);
    }
}

package io.concordat.node.trace;

import io.concordat.crypto.codec.FramedHash;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Spans to one OTLP collector, in batches, in the background; what it does not take in time is dropped and the operator told once. */
public final class OtlpTracing implements Tracing {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int QUEUE = 2_048;
    private static final int SERVER_ERROR = 500;
    private static final AttributeKey<String> JOB = AttributeKey.stringKey("concordat.job");
    private static final AttributeKey<Long> ROUND = AttributeKey.longKey("concordat.round");
    private static final AttributeKey<String> END = AttributeKey.stringKey("concordat.job.end");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final String TRACEPARENT = "traceparent";

    private final String member;
    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final JobIds ids = new JobIds();

    /** @param problem is told when the collector does not take spans, once until it does again */
    public OtlpTracing(URI endpoint, String member, String version, Consumer<String> problem) {
        this.member = member;
        Logger.getLogger("io.opentelemetry").setLevel(Level.OFF); // the operator is told through problem, as JSON
        this.provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "concordat",
                        AttributeKey.stringKey("service.version"),
                        version,
                        AttributeKey.stringKey("service.instance.id"),
                        member)))
                .addSpanProcessor(BatchSpanProcessor.builder(new ReportingExporter(
                                OtlpHttpSpanExporter.builder()
                                        .setEndpoint(endpoint.toString())
                                        .setTimeout(TIMEOUT)
                                        .build(),
                                problem))
                        .setMaxQueueSize(QUEUE)
                        .setScheduleDelay(Duration.ofSeconds(2))
                        .build())
                .build();
        this.tracer = provider.get("concordat");
    }

    @Override
    public Request request(String route, Optional<String> traceparent) {
        Span span = tracer.spanBuilder(route)
                .setSpanKind(SpanKind.SERVER)
                .setParent(parent(traceparent))
                .startSpan();
        return status -> {
            span.setAttribute(STATUS, Long.valueOf(status));
            if (status >= SERVER_ERROR) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        };
    }

    @Override
    public void round(String job, int round, Instant begun, Instant ended) {
        SpanContext parent =
                SpanContext.createFromRemoteParent(job, jobSpan(job), TraceFlags.getSampled(), TraceState.getDefault());
        finished(
                tracer.spanBuilder("round")
                        .setParent(Context.root().with(Span.wrap(parent)))
                        .setAttribute(JOB, job)
                        .setAttribute(ROUND, Long.valueOf(round)),
                begun,
                ended);
    }

    @Override
    public void job(String job, String end, Instant begun, Instant ended) {
        ids.next(job, jobSpan(job));
        finished(tracer.spanBuilder("job").setNoParent().setAttribute(JOB, job).setAttribute(END, end), begun, ended);
    }

    @Override
    public void close() {
        provider.shutdown().join(TIMEOUT.toMillis() / 2, TimeUnit.MILLISECONDS);
    }

    private static void finished(SpanBuilder builder, Instant begun, Instant ended) {
        builder.setStartTimestamp(begun).startSpan().end(ended);
    }

    /** The same for the same job at this bank, also after a restart: rounds find their job. */
    private String jobSpan(String job) {
        byte[] hash = FramedHash.sha256(
                "job-span/v1", job.getBytes(StandardCharsets.UTF_8), member.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 8);
    }

    private static Context parent(Optional<String> traceparent) {
        return traceparent
                .map(header -> W3CTraceContextPropagator.getInstance().extract(Context.root(), header, new Header()))
                .orElseGet(Context::root);
    }

    /** The one header that is believed. */
    private static final class Header implements TextMapGetter<String> {
        @Override
        public Iterable<String> keys(String header) {
            return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String header, String key) {
            return key.equals(TRACEPARENT) ? header : null;
        }
    }

    /** Random ids, but those of the next job span, which this thread starts at once. */
    private static final class JobIds implements IdGenerator {
        private final IdGenerator random = IdGenerator.random();
        private final ThreadLocal<@Nullable String> trace = new ThreadLocal<>();
        private final ThreadLocal<@Nullable String> span = new ThreadLocal<>();

        void next(String traceId, String spanId) {
            trace.set(traceId);
            span.set(spanId);
        }

        @Override
        public String generateTraceId() {
            String next = trace.get();
            trace.remove();
            return next == null ? random.generateTraceId() : next;
        }

        @Override
        public String generateSpanId() {
            String next = span.get();
            span.remove();
            return next == null ? random.generateSpanId() : next;
        }
    }
}

package io.concordat.node.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** An exporter that tells when spans begin to get lost, once until they do not any more. */
final class ReportingExporter implements SpanExporter {
    private final SpanExporter exporter;
    private final Consumer<String> problem;
    private final AtomicBoolean told = new AtomicBoolean();

    ReportingExporter(SpanExporter exporter, Consumer<String> problem) {
        this.exporter = exporter;
        this.problem = problem;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        result.whenComplete(() -> {
            if (result.isSuccess()) {
                told.set(false);
            } else if (told.compareAndSet(false, true)) {
                Throwable cause = result.getFailureThrowable();
                problem.accept(
                        cause == null
                                ? "the collector refused them"
                                : cause.getClass().getSimpleName());
            }
        });
        return result;
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}

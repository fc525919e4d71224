package io.concordat.node.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.function.Consumer;

/** Sends what the OTLP exporter made with the JDK's HTTP client: the exporter's own senders bring a client of another language along. */
public final class JdkHttpSender implements HttpSenderProvider {

    /** For the service loader. */
    public JdkHttpSender() {}

    @Override
    public HttpSender createSender(HttpSenderConfig config) {
        return new Sender(config);
    }

    private static final class Sender implements HttpSender {
        private final HttpSenderConfig config;
        private final HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();

        Sender(HttpSenderConfig config) {
            this.config = config;
        }

        @Override
        public void send(MessageWriter message, Consumer<HttpResponse> answered, Consumer<Throwable> failed) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            try {
                message.writeMessage(body);
            } catch (IOException e) {
                failed.accept(e);
                return;
            }
            HttpRequest request = HttpRequest.newBuilder(config.getEndpoint())
                    .timeout(config.getTimeout())
                    .header("Content-Type", config.getContentType())
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                    .build();
            var _ = http.sendAsync(request, java.net.http.HttpResponse.BodyHandlers.discarding())
                    .whenComplete((answer, failure) -> {
                        if (failure == null) {
                            answered.accept(new Answer(answer.statusCode()));
                        } else {
                            failed.accept(failure);
                        }
                    });
        }

        @Override
        public CompletableResultCode shutdown() {
            http.shutdownNow();
            return CompletableResultCode.ofSuccess();
        }
    }

    /** Only the status of the answer is looked at. */
    private record Answer(int status) implements HttpResponse {
        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        public String getStatusMessage() {
            return "";
        }

        @Override
        public byte[] getResponseBody() {
            return new byte[0];
        }
    }
}

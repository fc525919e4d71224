package io.concordat.node.peer;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says in a few words why a member could not be reached. */
final class FailureText {
    private FailureText() {}

    static String of(Throwable cause) {
        return switch (cause) {
            case SSLException e -> "TLS: " + innermost(e);
            case ConnectException _ -> "no connection; is the member's node running and its peer endpoint right?";
            case UnknownHostException e -> "unknown host " + e.getMessage();
            default -> cause.getClass().getSimpleName() + ": " + cause.getMessage();
        };
    }

    /** That the other end's certificate is out of its time, if that is why. */
    static Optional<String> certificateOutOfTime(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateOutOfTimeException) {
                return Optional.of(String.valueOf(cause.getMessage()));
            }
        }
        return Optional.empty();
    }

    private static String innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}

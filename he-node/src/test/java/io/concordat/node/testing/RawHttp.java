package io.concordat.node.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Bytes written to a socket as they are, and everything that comes back until the other end closes or says nothing for a while. */
public final class RawHttp {
    private static final int SILENCE_MILLIS = 60_000;

    private RawHttp() {}

    /** Writes the text and reads to the end. */
    public static String exchange(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return readToEnd(socket);
    }

    /** All that comes until the other end closes; a connection that it resets has ended too. */
    public static String readToEnd(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] piece = new byte[4096];
        try {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                all.write(piece, 0, count);
            }
        } catch (SocketTimeoutException e) {
            throw new IOException("still open after " + SILENCE_MILLIS + " ms of silence; so far: " + all, e);
        } catch (IOException e) {
            return all.toString(StandardCharsets.ISO_8859_1);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** The status lines in an answer. */
    public static List<Integer> statuses(String answer) {
        return Pattern.compile("HTTP/1\\.1 (\\d{3})")
                .matcher(answer)
                .results()
                .map(match -> Integer.parseInt(match.group(1)))
                .toList();
    }
}

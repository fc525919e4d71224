package io.concordat.node.http;

import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

/** A listener cannot be opened. The message names the address, the configuration key and the remedy. */
public final class ListenerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    private ListenerException(String sentence, Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    /**
     * Why listening failed.
     *
     * @param table the table of the configuration that has {@code host} and {@code port}
     */
    public static ListenerException of(String table, String host, int port, Throwable cause) {
        String address = host + ":" + port;
        return new ListenerException(
                switch (cause) {
                    case BindException e
                    when String.valueOf(e.getMessage()).contains("in use") ->
                        "Port " + port + " on " + host + " is in use by another program. Stop that program, or set "
                                + table + ".port in node.toml to a free port";
                    case BindException _ ->
                        "Cannot listen on " + address + ": not an address of this machine, or a port that needs more"
                                + " rights. Set " + table + ".host and " + table + ".port in node.toml";
                    case UnknownHostException _, UnresolvedAddressException _ ->
                        "Cannot listen on " + address + ": no such host. Set " + table + ".host in node.toml";
                    default -> "Cannot listen on " + address + " (" + table + ".port in node.toml): " + cause;
                },
                cause);
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}

package io.concordat.node.config;

/** Which host names are this machine alone. Names are not looked up. */
final class Loopback {
    private Loopback() {}

    static boolean is(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
    }
}

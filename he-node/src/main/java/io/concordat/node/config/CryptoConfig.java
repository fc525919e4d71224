package io.concordat.node.config;

/**
 * The pool that does the arithmetic.
 *
 * @param threads how many platform threads it has
 */
public record CryptoConfig(int threads) {

    static CryptoConfig of(TomlTable table) throws ConfigException {
        int threads = table.integer("threads", 0, 0, 1024);
        return new CryptoConfig(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
    }
}

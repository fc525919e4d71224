package io.concordat.node.fuzz;

import io.concordat.crypto.testing.FuzzTarget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Inputs kept for a target: one in hexadecimal a line, in {@code src/test/resources/fuzz/NAME.txt}; lines that begin with # say why one is there. */
final class Corpus {
    private Corpus() {}

    static List<byte[]> kept(FuzzTarget target) throws IOException {
        return lines(target).stream()
                .filter(line -> !line.startsWith("#"))
                .map(HexFormat.of()::parseHex)
                .toList();
    }

    /** With what is said about them. */
    static List<String> lines(FuzzTarget target) throws IOException {
        try (InputStream in = Corpus.class.getResourceAsStream("/fuzz/" + target.name() + ".txt")) {
            if (in == null) {
                return List.of();
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        }
    }
}

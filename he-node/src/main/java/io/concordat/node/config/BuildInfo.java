package io.concordat.node.config;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Properties;

/**
 * Which program this is.
 *
 * @param version its version, {@code development} when it was not built by Maven
 * @param built when its sources were released: the time stamp of a reproducible build, not of the compilation
 */
public record BuildInfo(String version, Instant built) {
    private static final BuildInfo UNKNOWN = new BuildInfo("development", Instant.EPOCH);

    /** The running program's. */
    public static BuildInfo current() {
        try (InputStream file = BuildInfo.class.getResourceAsStream("build.properties")) {
            if (file == null) {
                return UNKNOWN;
            }
            Properties properties = new Properties();
            properties.load(file);
            return new BuildInfo(
                    properties.getProperty("version", UNKNOWN.version()),
                    Instant.parse(
                            properties.getProperty("built", UNKNOWN.built().toString())));
        } catch (IOException | DateTimeException e) {
            return UNKNOWN;
        }
    }
}

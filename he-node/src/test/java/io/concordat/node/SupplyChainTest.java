package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** T48: what is built in is named to the last digit, so that a build cannot take up another version by itself. */
final class SupplyChainTest {
    private static final List<String> POMS = List.of(
            "pom.xml",
            "he-crypto/pom.xml",
            "fraud-model/pom.xml",
            "he-protocol/pom.xml",
            "he-node/pom.xml",
            "jmh/pom.xml",
            "dist/pom.xml",
            "dist/lint/pom.xml");
    private static final Pattern VERSION = Pattern.compile("<(?:version|dep\\.[a-z0-9-]+\\.version)>([^<]*)</");
    private static final Pattern OWN =
            Pattern.compile("0\\.1\\.0-SNAPSHOT|\\$\\{project\\.version}|\\$\\{dep\\.[a-z0-9-]+\\.version}");
    private static final Pattern RULE =
            Pattern.compile("<(requireMavenVersion|configuration)>.*?</\\1>", Pattern.DOTALL);
    private static final Pattern PLUGIN = Pattern.compile("<plugin>(.*?)</plugin>", Pattern.DOTALL);
    private static final Pattern REPOSITORY = Pattern.compile("<(repository|pluginRepository)>");

    @Test
    void t48EveryVersionIsFixedAndNothingComesFromElsewhere() throws Exception {
        List<String> loose = new ArrayList<>();
        int versions = 0;
        for (String name : POMS) {
            String pom = Files.readString(Path.of("..").resolve(name));
            assertThat(REPOSITORY.matcher(pom).find())
                    .as("another repository in " + name)
                    .isFalse();
            Matcher version = VERSION.matcher(RULE.matcher(pom).replaceAll(""));
            while (version.find()) {
                versions++;
                String text = version.group(1);
                boolean fixed =
                        text.matches("[0-9][0-9A-Za-z.-]*") && !text.matches("(?i).*(snapshot|latest|release).*");
                if (!fixed && !OWN.matcher(text).matches()) {
                    loose.add(name + ": " + text);
                }
            }
        }
        assertThat(versions).isGreaterThan(40);
        assertThat(loose).isEmpty();
    }

    /** A plugin without a version anywhere would be the newest one. */
    @Test
    void t48EveryPluginHasAVersion() throws Exception {
        String parent = Files.readString(Path.of("..", "pom.xml"));
        List<String> without = new ArrayList<>();
        for (String name : POMS) {
            Matcher plugin = PLUGIN.matcher(Files.readString(Path.of("..").resolve(name)));
            while (plugin.find()) {
                Matcher artifact =
                        Pattern.compile("<artifactId>([^<]+)</artifactId>").matcher(plugin.group(1));
                if (artifact.find()
                        && !plugin.group(1).contains("<version>")
                        && !Pattern.compile("<artifactId>" + artifact.group(1) + "</artifactId>\\s*<version>")
                                .matcher(parent)
                                .find()) {
                    without.add(name + ": " + artifact.group(1));
                }
            }
        }
        assertThat(without).isEmpty();
    }
}

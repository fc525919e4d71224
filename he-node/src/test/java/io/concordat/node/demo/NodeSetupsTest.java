package io.concordat.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.node.cli.CommandRun;
import io.concordat.protocol.codec.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeSetupsTest {
    @TempDir
    private Path directory;

    @Test
    void banksThatWereMadeAreFoundAgainWithTheirPortsAndPeople() throws Exception {
        List<NodeSetup> made = NodeSetups.make(directory, 3);
        assertThat(NodeSetups.exist(directory)).isFalse();
        for (NodeSetup setup : made) {
            assertThat(CommandRun.of(NodeCommand.initArguments(setup).toArray(String[]::new)))
                    .extracting(CommandRun::code)
                    .isEqualTo(0);
        }
        assertThat(NodeSetups.exist(directory)).isTrue();
        List<NodeSetup> found = NodeSetups.read(directory);
        assertThat(found).extracting(NodeSetup::ports).isEqualTo(ports(made));
        assertThat(found)
                .extracting(NodeSetup::lei)
                .isEqualTo(made.stream().map(NodeSetup::lei).toList());
        assertThat(signatures(found)).hasSize(6).isEqualTo(signatures(made));
    }

    /** What each person signs, which is the same for the same key. */
    private static List<ByteString> signatures(List<NodeSetup> setups) {
        byte[] message = {1, 2, 3};
        return setups.stream()
                .flatMap(setup -> new TreeMap<>(setup.approvers()).values().stream())
                .map(key -> key.signer().sign(message))
                .toList();
    }

    private static List<NodeSetup.Ports> ports(List<NodeSetup> setups) {
        List<NodeSetup.Ports> ports = new ArrayList<>();
        setups.forEach(setup -> ports.add(setup.ports()));
        return ports;
    }
}

package io.concordat.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.node.cli.CommandRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        byte[] message = {1, 2, 3};
        for (int i = 0; i < 3; i++) {
            for (String name : List.of("anna", "bela")) {
                assertThat(found.get(i).approvers().get(name).signer().sign(message))
                        .isEqualTo(made.get(i).approvers().get(name).signer().sign(message));
            }
        }
    }

    private static List<NodeSetup.Ports> ports(List<NodeSetup> setups) {
        List<NodeSetup.Ports> ports = new ArrayList<>();
        setups.forEach(setup -> ports.add(setup.ports()));
        return ports;
    }
}

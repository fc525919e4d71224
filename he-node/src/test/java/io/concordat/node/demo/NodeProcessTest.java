package io.concordat.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeProcessTest {
    @TempDir
    private Path directory;

    private NodeProcess start(String... command) throws Exception {
        return NodeProcess.start(List.of(command), directory, directory.resolve("log"));
    }

    @Test
    void aProcessIsStoppedOnRequest() throws Exception {
        NodeProcess sleeper = start("sleep", "600");
        assertThat(sleeper.isAlive()).isTrue();
        sleeper.requestEnd();
        sleeper.awaitEnd();
        assertThat(sleeper.isAlive()).isFalse();
    }

    @Test
    void whatAProcessSaidLastIsKept() throws Exception {
        NodeProcess talker = start("sh", "-c", "echo 'Port 7443 is in use'; echo 'by somebody' >&2; exit 3");
        talker.awaitEnd();
        assertThat(talker.exitCode()).isEqualTo(3);
        assertThat(talker.lastWords()).isEqualTo("Port 7443 is in use\nby somebody");
    }

    @Test
    void freePortsAreDifferent() throws Exception {
        assertThat(FreePorts.find(24)).hasSize(24).doesNotHaveDuplicates().allMatch(port -> port > 1023);
    }
}

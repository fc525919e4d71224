package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.node.client.NodeClient;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.keys.SigningKey;
import java.nio.file.Path;
import java.util.Map;

/**
 * One bank as the driver sees it from outside.
 *
 * @param number counted from 1
 * @param id its member id
 * @param directory the node's own directory
 * @param client requests to its analyst API
 * @param approvers the test identities of the two persons who approve for this bank, by name
 */
record Bank(int number, String id, Path directory, NodeClient client, Map<String, SigningKey> approvers) {
    private static final String API = "/api/v1";

    Bank {
        approvers = Map.copyOf(approvers);
    }

    String name() {
        return "bank " + number;
    }

    JsonNode get(String path) throws DemoException, InterruptedException {
        try {
            return client.get(API + path);
        } catch (NodeProblemException e) {
            throw refused(path, e);
        }
    }

    JsonNode post(String path, JsonNode body) throws DemoException, InterruptedException {
        try {
            return client.post(API + path, body);
        } catch (NodeProblemException e) {
            throw refused(path, e);
        }
    }

    /** Registers a data set and waits until its rows are read. */
    void register(JsonNode definition) throws DemoException, InterruptedException {
        try {
            var _ = client.register(definition, _ -> {});
        } catch (NodeProblemException e) {
            throw refused("/data-sets", e);
        }
    }

    /** The path below the host that {@link NodeClient} takes. */
    static String api(String path) {
        return API + path;
    }

    private DemoException refused(String path, NodeProblemException e) {
        return new DemoException("The node of " + name() + " refused " + path + ": " + e.sentence(), e);
    }
}

package io.concordat.node.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One server-sent event.
 *
 * @param id its number, for resuming after a lost connection
 * @param name what happened
 * @param data the details
 */
public record ServerEvent(String id, String name, JsonNode data) {}

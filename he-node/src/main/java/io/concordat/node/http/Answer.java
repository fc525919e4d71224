package io.concordat.node.http;

import io.vertx.core.buffer.Buffer;

/**
 * A response whose body is JSON text already, where it is JSON: the event loop turns nothing into text.
 *
 * @param json empty for other responses
 */
record Answer(ApiResponse response, Buffer json) {
    static Answer of(ApiResponse response) {
        return new Answer(
                response,
                switch (response) {
                    case ApiResponse.Ok(Object body) -> Buffer.buffer(StrictJson.write(body));
                    case ApiResponse.Created(String _, Object body) -> Buffer.buffer(StrictJson.write(body));
                    case ApiResponse.Accepted(String _, Object body) -> Buffer.buffer(StrictJson.write(body));
                    case ApiResponse.NoContent _,
                            ApiResponse.Bytes _,
                            ApiResponse.Download _,
                            ApiResponse.Events _,
                            ApiResponse.Refused _ -> Buffer.buffer();
                });
    }
}

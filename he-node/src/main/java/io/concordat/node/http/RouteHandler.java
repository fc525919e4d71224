package io.concordat.node.http;

/**
 * One route of the analyst API. It takes what it needs in its constructor and is called on a virtual thread, so it may
 * wait for the store; arithmetic it leaves to the crypto pool.
 */
public interface RouteHandler {

    /** What it answers. */
    Route route();

    /** The answer. A refusal is {@link ApiResponse.Refused} or a {@link RefusedException}; both become a problem. */
    ApiResponse handle(ApiRequest request) throws RefusedException;
}

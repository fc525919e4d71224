package io.concordat.node.http;

import io.concordat.node.job.JobService;
import io.concordat.protocol.problem.ProblemType;
import java.util.Base64;

/** {@code POST /jobs/{id}/approvals}: one person's signature over the bytes that {@code GET /jobs/{id}/task} shows for that person. */
public final class ApproveJobHandler implements RouteHandler {

    private final JobService jobs;

    /** Approves there. */
    public ApproveJobHandler(JobService jobs) {
        this.jobs = jobs;
    }

    record Body(String approver, String signature) {}

    @Override
    public Route route() {
        return Route.post("/jobs/{id}/approvals");
    }

    @Override
    public ApiResponse handle(ApiRequest request) throws RefusedException {
        Body body = request.json(Body.class);
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(body.signature());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(ProblemType.INVALID_REQUEST, "The signature is not base64.");
        }
        String id = request.pathValue("id");
        return JobHandlers.answered(
                request, _ -> new ApiResponse.Accepted("/jobs/" + id, jobs.approve(id, body.approver(), signature)));
    }
}

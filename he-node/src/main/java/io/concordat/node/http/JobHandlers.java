package io.concordat.node.http;

import io.concordat.node.job.JobRefusedException;
import io.concordat.node.job.JobService;
import java.util.List;

/** The routes of jobs that need nothing but the service; those with bodies have classes of their own. */
public final class JobHandlers {

    private JobHandlers() {}

    /** All routes below {@code /jobs}. */
    public static List<RouteHandler> of(JobService jobs) {
        return List.of(
                new ProposeJobHandler(jobs),
                new ApproveJobHandler(jobs),
                handler(Route.get("/jobs"), _ -> new ApiResponse.Ok(java.util.Map.of("jobs", jobs.jobs()))),
                handler(Route.get("/jobs/{id}"), request -> new ApiResponse.Ok(jobs.job(request.pathValue("id")))),
                handler(
                        Route.get("/jobs/{id}/task"),
                        request -> new ApiResponse.Ok(jobs.task(request.pathValue("id")))),
                handler(
                        Route.get("/jobs/{id}/events"),
                        request -> new ApiResponse.Events(jobs.events(request.pathValue("id")))),
                handler(
                        Route.post("/jobs/{id}/abandonment"),
                        request -> new ApiResponse.Accepted(
                                "/jobs/" + request.pathValue("id"), jobs.abandon(request.pathValue("id")))),
                handler(
                        Route.delete("/jobs/{id}"),
                        request -> new ApiResponse.Accepted(
                                "/jobs/" + request.pathValue("id"), jobs.cancel(request.pathValue("id")))));
    }

    /** One answer of the service. */
    @FunctionalInterface
    interface JobAnswer {
        ApiResponse answer(ApiRequest request) throws JobRefusedException;
    }

    private static RouteHandler handler(Route route, JobAnswer answer) {
        return new RouteHandler() {
            @Override
            public Route route() {
                return route;
            }

            @Override
            public ApiResponse handle(ApiRequest request) throws RefusedException {
                return answered(request, answer);
            }
        };
    }

    static ApiResponse answered(ApiRequest request, JobAnswer answer) throws RefusedException {
        try {
            return answer.answer(request);
        } catch (JobRefusedException e) {
            throw new RefusedException(e.reason().type(), e.reason().sentence());
        }
    }
}

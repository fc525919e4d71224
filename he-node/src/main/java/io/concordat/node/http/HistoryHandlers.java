package io.concordat.node.http;

import io.concordat.model.history.CellKind;
import io.concordat.model.history.HistoryOptions;
import io.concordat.model.history.KeyDirectory;
import io.concordat.node.data.DataSetRefusedException;
import io.concordat.node.data.EventSpec;
import io.concordat.node.history.HistoryRegistry;
import io.concordat.node.history.HistorySource;
import io.concordat.node.job.HistoryRequest;
import io.concordat.node.job.JobRefusedException;
import io.concordat.node.job.JobService;
import io.concordat.node.job.JobView;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.problem.ProblemType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The routes below {@code /history}: directories, sources, jobs that open cells, opened cells, data sets with history columns. */
public final class HistoryHandlers {
    private static final int DEFAULT_DELAY_DAYS = 7;

    private final HistoryRegistry registry;
    private final JobService jobs;

    private HistoryHandlers(HistoryRegistry registry, JobService jobs) {
        this.registry = registry;
        this.jobs = jobs;
    }

    /** All routes. */
    public static List<RouteHandler> of(HistoryRegistry registry, JobService jobs) {
        HistoryHandlers handlers = new HistoryHandlers(registry, jobs);
        return List.of(
                handler(Route.post("/history/directories"), handlers::registerDirectory),
                handler(Route.get("/history/directories"), _ -> handlers.directories()),
                handler(Route.post("/history/sources"), handlers::registerSource),
                handler(Route.get("/history/sources"), _ -> handlers.sources()),
                handler(Route.post("/history/jobs"), handlers::propose),
                handler(Route.get("/history/cells/{scope}"), handlers::cells),
                handler(Route.post("/history/data-sets"), handlers::join));
    }

    /** One answer. */
    @FunctionalInterface
    interface Answer {
        ApiResponse answer(ApiRequest request)
                throws RefusedException, DataSetRefusedException, JobRefusedException, InterruptedException;
    }

    private static RouteHandler handler(Route route, Answer answer) {
        return new RouteHandler() {
            @Override
            public Route route() {
                return route;
            }

            @Override
            public ApiResponse handle(ApiRequest request) throws RefusedException {
                try {
                    return answer.answer(request);
                } catch (DataSetRefusedException e) {
                    throw new RefusedException(e.type(), e.sentence());
                } catch (JobRefusedException e) {
                    throw new RefusedException(e.reason().type(), e.reason().sentence());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new RefusedException(ProblemType.NOT_READY, "The node is stopping.");
                }
            }
        };
    }

    record DirectoryBody(String path, int version) {}

    record DirectoryView(String digest, int version, int keys) {
        static DirectoryView of(KeyDirectory directory) {
            return new DirectoryView(directory.digest(), directory.version(), directory.size());
        }
    }

    private ApiResponse registerDirectory(ApiRequest request)
            throws RefusedException, InterruptedException, DataSetRefusedException {
        DirectoryBody body = request.json(DirectoryBody.class);
        return new ApiResponse.Created(
                "/history/directories", DirectoryView.of(registry.registerDirectory(body.path(), body.version())));
    }

    private ApiResponse directories() {
        return new ApiResponse.Ok(Map.of(
                "directories",
                registry.store().directories().stream().map(DirectoryView::of).toList()));
    }

    record SourceBody(
            String name,
            String path,
            String scope,
            String key,
            String time,
            String label,
            @Nullable String query,
            @Nullable String reported,
            @Nullable Integer labelDelayDays) {}

    record SourceView(
            String name,
            String path,
            String scope,
            String key,
            String time,
            String label,
            int labelDelayDays,
            long rows,
            long frauds,
            String firstDay,
            String lastDay) {
        static SourceView of(HistorySource source) {
            return new SourceView(
                    source.name(),
                    source.events().path(),
                    source.scope().value(),
                    source.events().key(),
                    source.events().time(),
                    source.events().label(),
                    source.events().labelDelayDays(),
                    source.rows(),
                    source.frauds(),
                    date(source.firstDay()),
                    date(source.lastDay()));
        }
    }

    private ApiResponse registerSource(ApiRequest request)
            throws RefusedException, InterruptedException, DataSetRefusedException {
        SourceBody body = request.json(SourceBody.class);
        EventSpec events = new EventSpec(
                body.name(),
                body.path(),
                Optional.ofNullable(body.query()),
                body.key(),
                body.time(),
                body.label(),
                Optional.ofNullable(body.reported()),
                delay(body.labelDelayDays()));
        return new ApiResponse.Created(
                "/history/sources", SourceView.of(registry.registerSource(events, scope(body.scope()))));
    }

    private ApiResponse sources() {
        return new ApiResponse.Ok(Map.of(
                "sources",
                registry.store().sources().stream().map(SourceView::of).toList()));
    }

    record JobBody(
            String source,
            String directory,
            String from,
            String to,
            @Nullable String fraudCells,
            @Nullable String transactionCells,
            @Nullable Integer clip,
            @Nullable Double epsilon,
            @Nullable List<String> cohort,
            @Nullable String waitFor) {}

    private ApiResponse propose(ApiRequest request) throws RefusedException, JobRefusedException {
        JobBody body = request.json(JobBody.class);
        HistoryOptions standard = HistoryOptions.defaults();
        HistoryRequest wanted;
        try {
            wanted = new HistoryRequest(
                    body.source(),
                    body.directory(),
                    LocalDate.parse(body.from()),
                    LocalDate.parse(body.to()),
                    new HistoryOptions(
                            kind(body.fraudCells(), standard.fraud()),
                            kind(body.transactionCells(), standard.transactions()),
                            body.clip() == null ? standard.clip() : body.clip(),
                            Optional.ofNullable(body.epsilon())),
                    body.cohort() == null ? List.of() : body.cohort(),
                    Optional.ofNullable(body.waitFor()).map(Duration::parse));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new RefusedException(
                    ProblemType.INVALID_REQUEST,
                    "Days are written 2026-01-31 and a wait P7D or PT12H: " + e.getMessage() + ".");
        }
        JobView job = jobs.propose(wanted);
        return new ApiResponse.Accepted("/jobs/" + job.id(), job);
    }

    private static CellKind kind(@Nullable String text, CellKind standard) {
        return text == null ? standard : CellKind.ofText(text);
    }

    private ApiResponse cells(ApiRequest request) throws RefusedException {
        return new ApiResponse.Ok(
                CellsView.of(registry.store(), scope(request.pathValue("scope")), request.queryValue("values")));
    }

    record DataSetBody(
            String name,
            String path,
            String scope,
            String directory,
            String key,
            String time,
            String label,
            @Nullable String query,
            @Nullable List<String> features,
            @Nullable List<String> ignore,
            @Nullable Integer labelDelayDays) {}

    record JoinedView(DataSetView dataSet, long rowsWithListedKey, long rowsCovered) {}

    private ApiResponse join(ApiRequest request)
            throws RefusedException, DataSetRefusedException, InterruptedException {
        DataSetBody body = request.json(DataSetBody.class);
        EventSpec rows = new EventSpec(
                body.name(),
                body.path(),
                Optional.ofNullable(body.query()),
                body.key(),
                body.time(),
                body.label(),
                Optional.empty(),
                delay(body.labelDelayDays()));
        HistoryRegistry.Joined joined = registry.join(
                rows,
                scope(body.scope()),
                body.directory(),
                body.features() == null ? List.of() : body.features(),
                body.ignore() == null ? List.of() : body.ignore());
        return new ApiResponse.Created(
                "/data-sets/" + rows.name(),
                new JoinedView(DataSetView.of(joined.dataSet()), joined.keysListed(), joined.rowsCovered()));
    }

    private static int delay(@Nullable Integer days) {
        return days == null ? DEFAULT_DELAY_DAYS : days;
    }

    private static ScopeId scope(String scope) throws RefusedException {
        try {
            return new ScopeId(scope);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    static String date(long day) {
        return LocalDate.ofEpochDay(day).toString();
    }
}

package io.concordat.node.cli;

import io.concordat.protocol.ceremony.CollusionBounds;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code concordat key table}: what the choice of a threshold means, for people who have to agree on one. */
@Command(
        name = "table",
        description =
                "Shows, without a node, what each valid threshold means for a consortium, before anybody agrees to it.")
final class KeyTableCommand implements Callable<Integer> {
    @Option(names = "--members", required = true, paramLabel = "N", description = "How many banks, 3 to 16.")
    private int members;

    @Option(
            names = "--collusion",
            defaultValue = "1",
            paramLabel = "C",
            description = "How many colluding banks to tolerate. Default: 1.")
    private int collusion;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws CommandRefusedException {
        PrintWriter out = spec.commandLine().getOut();
        int usual = CollusionBounds.defaultThreshold(members);
        try {
            var _ = new CollusionBounds(
                    members, members, collusion); // the safest choice is refused only with all others
            out.println("  T  may be absent  can stop openings  can decrypt alone  break the key (*)  smallest cohort");
            for (int t = CollusionBounds.leastThreshold(members, collusion); t <= members; t++) {
                CollusionBounds bounds = new CollusionBounds(members, t, collusion);
                out.println(String.format(
                        Locale.ROOT,
                        "%3d  %13d  %17d  %17d  %17d  %15d%s%s",
                        t,
                        bounds.mayBeAbsent(),
                        bounds.canBlock(),
                        bounds.threshold(),
                        bounds.factorModulus(),
                        bounds.minimumCohort(),
                        t == usual ? "  usual" : "",
                        bounds.retriesCanBeBlocked() ? "  retries can be blocked" : ""));
            }
        } catch (IllegalArgumentException e) {
            throw new CommandRefusedException(String.valueOf(e.getMessage()));
        }
        out.println("All numbers count banks. (*) by cheating and keeping their secrets of the key ceremony.");
        out.println("Whatever T is, " + (members - 1)
                + " banks that pool their own values learn the last bank's value from a sum over all.");
        out.flush();
        return ExitCodes.OK;
    }
}

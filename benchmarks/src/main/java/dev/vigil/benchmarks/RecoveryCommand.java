package dev.vigil.benchmarks;

import dev.vigil.benchmarks.growth.RecoveryBench;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigil bench recovery}: how long an engine takes to start on what it has. */
@Command(
        name = "recovery",
        mixinStandardHelpOptions = true,
        description = "Measures how long an engine takes to start on a journal, by its records and by its snapshots.")
public final class RecoveryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "CURVE", arity = "0..*", description = "which: recovery-journal, -snapshots, -states")
    private List<String> curves = new ArrayList<>();

    @Option(names = "--events", defaultValue = "2000000", description = "in the longest log (${DEFAULT-VALUE})")
    private long events;

    @Option(
            names = "--instances",
            defaultValue = "100000",
            description =
                    "to be read in the time that is required; a tenth and ten times as many too (${DEFAULT-VALUE})")
    private int instances;

    @Option(
            names = "--states",
            split = ",",
            defaultValue = "32,1000,16000",
            description = "bytes of a state, ascending (${DEFAULT-VALUE})")
    private List<Integer> states = new ArrayList<>();

    @Option(names = "--slots", defaultValue = "8", description = "slots of the engine (${DEFAULT-VALUE})")
    private int slots;

    @Option(names = "--passes", defaultValue = "2", description = "how often each is measured (${DEFAULT-VALUE})")
    private int passes;

    @Mixin
    private PageOption page = new PageOption();

    @Override
    public Integer call() throws InterruptedException, SQLException, IOException {
        for (var curve : curves) {
            if (!RecoveryBench.CURVES.contains(curve)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no curve \"" + curve + "\"; expected " + String.join(", ", RecoveryBench.CURVES));
            }
        }
        var plan = new RecoveryBench.Plan(
                curves.isEmpty() ? RecoveryBench.CURVES : curves,
                slots,
                events,
                instances,
                states,
                Math.max(1, passes),
                500_000,
                2,
                page.folder());
        var result = new RecoveryBench(plan, System.out).run();
        page.write(result.curves());
        return result.isMet() ? 0 : 1;
    }
}

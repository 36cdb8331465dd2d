package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.event.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What tickers have left in the log. */
final class TickerLog {
    private static final int PAGE = 500;
    private static final long PATIENCE_SECONDS = 60;

    private TickerLog() {}

    /** The numbers of one ticker, in the order of the log. */
    static List<Long> numbers(PekkoEngine engine, String ticker) throws Exception {
        int partition = Placement.slotOf(ticker, engine.partitions());
        var numbers = new ArrayList<Long>();
        long next = 0;
        while (true) {
            var page =
                    engine.events(partition, next, PAGE).toCompletableFuture().get(20, TimeUnit.SECONDS);
            if (page.events().isEmpty()) {
                return numbers;
            }
            for (var entry : page.events()) {
                if (entry.event().source().equals("/ticker/" + ticker)) {
                    numbers.add(Long.parseLong(entry.event().id()));
                }
                next = entry.offset() + 1;
            }
        }
    }

    /** Checks that every number from 1 on is there, once, and at least so many; gives how many. */
    static long assertWhole(PekkoEngine engine, String ticker, long least) throws Exception {
        var numbers = numbers(engine, ticker);
        assertThat(numbers).as("ticker %s", ticker).hasSizeGreaterThanOrEqualTo((int) least);
        for (int i = 0; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).as("ticker %s at %s", ticker, i).isEqualTo(i + 1L);
        }
        return numbers.size();
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time for: %s", what).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }
}

package dev.vigil.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowTest {
    @Test
    void noMoreThanItsSizeAreUnderWayAndAllBeginInTheirOrder() {
        var window = new Window(2);
        List<Integer> begun = new ArrayList<>();
        IntStream.range(0, 5).forEach(i -> window.add(() -> begun.add(i)));
        assertThat(begun).containsExactly(0, 1);
        window.ended();
        assertThat(begun).containsExactly(0, 1, 2);
        window.ended();
        window.ended();
        window.ended();
        assertThat(begun).containsExactly(0, 1, 2, 3, 4);
    }
}

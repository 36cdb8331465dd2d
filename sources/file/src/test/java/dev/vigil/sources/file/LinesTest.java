package dev.vigil.sources.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

class LinesTest {
    private static final int LIMIT = 20;

    private static Framing rows() {
        return new Framing.Rows(',');
    }

    private static List<Line> read(byte[] bytes, Supplier<Framing> framing, boolean isAll, int mostAtOnce) {
        return Scene.io(() -> {
            var file = Files.write(Files.createTempFile("vigil", ".lines"), bytes);
            try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return all(channel, framing, isAll, mostAtOnce);
            } finally {
                Files.delete(file);
            }
        });
    }

    private static List<Line> all(FileChannel channel, Supplier<Framing> framing, boolean isAll, int mostAtOnce)
            throws IOException {
        var lines = new ArrayList<Line>();
        long offset = 0;
        long number = 1;
        while (true) {
            var stretch = new Lines(channel, framing.get(), LIMIT, channel.size(), isAll)
                    .read(offset, number, mostAtOnce, 1 << 20);
            lines.addAll(stretch.lines());
            if (stretch.end() == offset) {
                return lines;
            }
            offset = stretch.end();
            number = stretch.number();
        }
    }

    private static List<String> texts(String text, Supplier<Framing> framing) {
        return read(text.getBytes(StandardCharsets.UTF_8), framing, true, 100).stream()
                .map(line -> line.fault().map(Refusal::cause).orElseGet(() -> Utf8.text(line)))
                .toList();
    }

    private static String random(Random random, String alphabet, int most) {
        return random.ints(random.nextInt(most), 0, alphabet.length())
                .mapToObj(i -> alphabet.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    @Property(tries = 1_000)
    void linesAreWhatStandsBetweenLineBreaks(@ForAll long seed) {
        var text = random(new Random(seed), "ab\n\r", 200);
        var parts = text.split("\n", -1);
        var lines = new ArrayList<String>();
        for (int i = 0; i < parts.length; i++) {
            // What stands behind the last line break keeps its carriage return: it may be half of something.
            var line = i < parts.length - 1 ? parts[i].replaceFirst("\r$", "") : parts[i];
            if (!line.isEmpty()) {
                lines.add(line.length() > LIMIT ? "it is longer than 20 bytes" : line);
            }
        }
        assertThat(texts(text, Framing.Newlines::new)).isEqualTo(lines);
    }

    @Property(tries = 1_000)
    void fromWhereverOneGoesOnTheLinesAreTheSame(@ForAll long seed) {
        var random = new Random(seed);
        var bytes = random(random, "ab,\"\n\r", 300).getBytes(StandardCharsets.UTF_8);
        Supplier<Framing> framing = random.nextBoolean() ? LinesTest::rows : Framing.Newlines::new;
        assertThat(described(read(bytes, framing, true, 1))).isEqualTo(described(read(bytes, framing, true, 1_000)));
    }

    private static List<String> described(List<Line> lines) {
        return lines.stream()
                .map(line -> line.number() + "@" + line.offset() + "+" + line.length() + " " + line.id("x", 1) + " "
                        + line.fault().map(Refusal::cause))
                .toList();
    }

    @Property(tries = 1_000)
    void rowsAreTheOnesThatCommonsCsvFinds(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (int row = random.nextInt(6); row > 0; row--) {
            text.append(field(random)).append(',').append(field(random)).append(random.nextBoolean() ? "\n" : "\r\n");
        }
        try (var parser = CSVParser.parse(text.toString(), CSVFormat.DEFAULT)) {
            var found =
                    parser.getRecords().stream().map(r -> r.stream().toList()).toList();
            var ours = new ArrayList<List<String>>();
            for (var line : texts(text.toString(), LinesTest::rows)) {
                try (var one = CSVParser.parse(line, CSVFormat.DEFAULT)) {
                    one.getRecords().forEach(r -> ours.add(r.stream().toList()));
                }
            }
            assertThat(ours).isEqualTo(found);
        }
    }

    private static String field(Random random) {
        return random.nextBoolean()
                ? "\"" + random(random, "ab,\r\n", 4).replace("a", "\"\"") + "\""
                : "x" + random(random, "ab\" ", 4);
    }

    @Example
    void aQuoteThatNothingClosesTakesItsLineAndNoMore() {
        assertThat(texts("a,b\n1,\"2\n3,4\n5,6", LinesTest::rows))
                .containsExactly("a,b", "a quote opens a field and nothing closes it", "3,4", "5,6");
        var many = "x,y\n".repeat(20);
        assertThat(texts("1,\"2\n" + many, LinesTest::rows))
                .hasSize(21)
                .startsWith("it is longer than 20 bytes", "x,y")
                .endsWith("x,y");
    }

    @Example
    void halfALineIsNoLineUntilTheFileIsComplete() {
        var bytes = "one\ntwo".getBytes(StandardCharsets.UTF_8);
        assertThat(read(bytes, Framing.Newlines::new, false, 9)).hasSize(1);
        assertThat(read(bytes, Framing.Newlines::new, true, 9)).hasSize(2);
    }

    @Example
    void aMarkOfTheByteOrderIsNoPartOfTheFirstLine() {
        assertThat(texts("\uFEFFone\ntwo", Framing.Newlines::new)).containsExactly("one", "two");
        assertThat(texts("\uFEFF", Framing.Newlines::new)).isEmpty();
    }

    @Example
    void quotesAlsoCountBehindAMarkOfTheByteOrder() {
        assertThat(texts("\uFEFF\"a\nb\",c\n1,2\n", LinesTest::rows)).containsExactly("\"a\nb\",c", "1,2");
    }

    @Example
    void aLineThatIsTooLongIsShownInPartAndTheNextOneIsWhole() {
        var lines = read(
                ("x".repeat(200_000) + "\nnext\n").getBytes(StandardCharsets.UTF_8), Framing.Newlines::new, true, 9);
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().length()).isEqualTo(200_001);
        assertThat(lines.getFirst().isWhole()).isFalse();
        assertThat(Utf8.text(lines.getLast())).isEqualTo("next");
        assertThat(lines.getLast().number()).isEqualTo(2);
    }

    @Example
    void aWholeFileIsOneLineWithAllItsLineBreaks() {
        var bytes = "\uFEFFa\nb\r\n".getBytes(StandardCharsets.UTF_8);
        assertThat(read(bytes, Framing.Whole::new, true, 9))
                .singleElement()
                .satisfies(line -> assertThat(line.content()).isEqualTo(bytes));
        assertThat(read(new byte[LIMIT + 1], Framing.Whole::new, true, 9))
                .singleElement()
                .satisfies(line -> assertThat(line.fault()).isPresent());
    }
}

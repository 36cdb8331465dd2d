package dev.vigil.sources.file;

import dev.vigil.api.DataFormat;
import dev.vigil.api.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * Each row is an event whose data is a JSON object: the header's names and the row's texts. Rows are told apart here, so that one
 * that is broken is the only one that is, and read by commons-csv.
 *
 * @param delimiter between fields, an ASCII character
 */
record CsvRows(EventMapping mapping, char delimiter) implements Format {
    @Override
    public Framing framing() {
        return new Framing.Rows(delimiter);
    }

    @Override
    public boolean hasHeader() {
        return true;
    }

    @Override
    public Reading reading(Optional<Line> header) {
        try {
            var names = names(header.orElseThrow(() -> malformed("the file has no header")));
            return (origin, line) -> mapping.event(
                    origin, line, "application/json", DataFormat.json().write(row(names, line)));
        } catch (Refusal refusal) {
            return new Headless(malformed("the header is of no use: " + refusal.cause()));
        }
    }

    /** What is read of a file whose header is of no use: nothing, and each line is told so. */
    private record Headless(Refusal refusal) implements Reading {
        @Override
        public void check() {
            throw refusal;
        }

        @Override
        public Event event(Origin origin, Line line) {
            throw refusal;
        }
    }

    private List<String> names(Line header) {
        header.fault().ifPresent(fault -> {
            throw fault;
        });
        var names = fields(header);
        if (new HashSet<>(names).size() < names.size()) {
            throw malformed("a name is there twice");
        }
        return names;
    }

    private LinkedHashMap<String, String> row(List<String> names, Line line) {
        var fields = fields(line);
        if (fields.size() != names.size()) {
            throw malformed(fields.size() + " fields where the header has " + names.size());
        }
        var row = new LinkedHashMap<String, String>();
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), fields.get(i));
        }
        return row;
    }

    private List<String> fields(Line line) {
        var format = CSVFormat.Builder.create(CSVFormat.DEFAULT)
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(false)
                .get();
        try (var parser = CSVParser.parse(Utf8.text(line), format)) {
            var rows = parser.getRecords();
            if (rows.size() != 1) {
                throw malformed("a line break in it is none of this file: a lone carriage return");
            }
            return rows.getFirst().stream().toList();
        } catch (UncheckedIOException | IOException e) {
            throw malformed("it is no row: " + e.getMessage());
        }
    }

    private static Refusal malformed(String cause) {
        return new Refusal(Refusal.Reason.MALFORMED, cause);
    }
}

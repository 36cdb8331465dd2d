package dev.vigil.node.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The metrics that alerts and the dashboard ask for. */
final class Measured {
    /** What is no metric in an expression: functions, keywords, labels. */
    private static final Pattern NAME = Pattern.compile("\\b(vigil|jvm|process|cnpg)_[a-z_]+\\b|\\bup\\b");

    private Measured() {}

    /** Expressions by the alert or the panel that has them. */
    static Map<String, String> expressions() throws IOException {
        var expressions = new LinkedHashMap<String, String>();
        for (var rule : alerts()) {
            expressions.put("alert " + rule.at("alert").text(), rule.at("expr").text());
        }
        for (var panel : dashboard().at("panels").items()) {
            var at = 0;
            for (var target : panel.at("targets").items()) {
                expressions.put(
                        "panel " + panel.at("title").text() + " " + at++,
                        target.at("expr").text());
            }
        }
        return expressions;
    }

    static Set<String> names(String expression) {
        var names = new TreeSet<String>();
        // What is in quotes is the value of a label.
        var matcher = NAME.matcher(expression.replaceAll("\"[^\"]*\"", "\"\""));
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    static Iterable<Part> alerts() throws IOException {
        var rule = Manifest.read(Files.readString(Overlay.ROOT.resolve("overlays/ha/alerts.yaml")))
                .getFirst();
        return rule.spec().at("groups").items().getFirst().at("rules").items();
    }

    static Part dashboard() throws IOException {
        return Manifest.read(Files.readString(Overlay.ROOT.resolve("overlays/ha/vigil.json")))
                .getFirst()
                .root();
    }
}

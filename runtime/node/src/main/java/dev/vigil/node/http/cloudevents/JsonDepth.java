package dev.vigil.node.http.cloudevents;

/** Finds JSON that nests too deep, without reading it; what is not JSON may give either answer. */
final class JsonDepth {
    private JsonDepth() {}

    static boolean exceeds(byte[] json, int most) {
        var depth = 0;
        var inText = false;
        for (var i = 0; i < json.length; i++) {
            switch (json[i]) {
                case '"' -> inText = !inText;
                case '\\' -> i += inText ? 1 : 0;
                case '[', '{' -> {
                    if (!inText && ++depth > most) {
                        return true;
                    }
                }
                case ']', '}' -> depth -= inText ? 0 : 1;
                default -> {}
            }
        }
        return false;
    }
}

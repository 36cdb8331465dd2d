package dev.vigil.triggers.template;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.vigil.api.DataException;
import dev.vigil.api.DataFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A Mustache template, compiled once and filled with the payload of each firing. A field that is named and not there is
 * an error, never an empty text; a section asks whether it is there.
 *
 * <p>Threading: safe to share. Failure: {@link TemplateException}.
 */
public final class PayloadTemplate {
    private final Template template;

    private PayloadTemplate(Template template) {
        this.template = template;
    }

    /** Compiles a template whose {@code {{values}}} are escaped so; {@code {{{values}}}} never are. */
    public static PayloadTemplate compile(String text, Escaping escaping) {
        try {
            var template = Mustache.compiler()
                    .withEscaper(escaping::escape)
                    .withFormatter(PayloadTemplate::format)
                    .withCollector(new PayloadCollector())
                    .compile(text);
            template.visit(new TemplateCheck());
            var compiled = new PayloadTemplate(template);
            // The library takes a tag that is never closed for text; who wants that text changes the delimiters.
            if (compiled.literals().contains("{{") && !text.contains("{{=")) {
                throw new TemplateException("a tag is not closed");
            }
            return compiled;
        } catch (MustacheException e) {
            throw new TemplateException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What stands outside the tags. */
    public String literals() {
        var literals = new StringBuilder();
        template.visit(new LiteralText(literals));
        return literals.toString();
    }

    /** The template filled with what {@link Payload#scope} gives. */
    public String fill(Map<String, Object> scope) {
        try {
            return template.execute(scope);
        } catch (MustacheException.Context e) {
            throw new TemplateException("the payload has no '" + e.key + "'", e);
        } catch (MustacheException | DataException e) {
            throw new TemplateException(String.valueOf(e.getMessage()), e);
        }
    }

    private static CharSequence format(Object value) {
        return switch (value) {
            case Payload payload -> payload.json();
            case Map<?, ?> map -> json(map);
            case List<?> list -> json(list);
            default -> value.toString();
        };
    }

    private static String json(Object value) {
        return new String(DataFormat.json().write(value), StandardCharsets.UTF_8);
    }
}

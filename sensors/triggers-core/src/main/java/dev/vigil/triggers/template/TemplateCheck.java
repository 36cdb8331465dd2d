package dev.vigil.triggers.template;

import com.samskivert.mustache.Mustache;
import dev.vigil.api.Firing;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** Finds at the start what would make every firing fail: other templates asked for, fields that no firing has. */
final class TemplateCheck implements Mustache.Visitor {
    private static final String FIRING = "firing.";
    private static final Set<String> FIELDS =
            new TreeSet<>(Payload.firing(new Firing("", "", "", "", ByteBuffer.allocate(0), Instant.EPOCH))
                    .keySet());

    @Override
    public void visitText(String text) {}

    @Override
    public void visitVariable(String name) {
        if (name.startsWith(FIRING) && !FIELDS.contains(name.substring(FIRING.length()))) {
            throw new TemplateException("a firing has no '" + name + "', only " + String.join(", ", FIELDS));
        }
    }

    @Override
    public boolean visitInclude(String name) {
        throw new TemplateException("no other template can be included: {{>" + name + "}}");
    }

    @Override
    public boolean visitParent(String name) {
        throw new TemplateException("no other template can be extended: {{<" + name + "}}");
    }

    @Override
    public boolean visitSection(String name) {
        visitVariable(name);
        return true;
    }

    @Override
    public boolean visitInvertedSection(String name) {
        visitVariable(name);
        return true;
    }
}

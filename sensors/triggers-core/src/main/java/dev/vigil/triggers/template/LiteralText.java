package dev.vigil.triggers.template;

import com.samskivert.mustache.Mustache;

/** Gathers what stands outside the tags of a template. */
record LiteralText(StringBuilder text) implements Mustache.Visitor {
    @Override
    public void visitText(String literal) {
        text.append(literal);
    }

    @Override
    public void visitVariable(String name) {}

    @Override
    public boolean visitInclude(String name) {
        return false;
    }

    @Override
    public boolean visitSection(String name) {
        return true;
    }

    @Override
    public boolean visitInvertedSection(String name) {
        return true;
    }
}

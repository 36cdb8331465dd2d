package dev.vigil.engine.dispatch;

import dev.vigil.api.Trigger;

/** A trigger and how it is treated. */
public record TriggerBinding(Trigger trigger, TriggerPolicy policy) {}

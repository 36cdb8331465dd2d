package dev.vigil.engine.cluster;

/** Whatever the front of a slot is told. */
public sealed interface SlotCommand permits SlotRequest, SlotSignal {}

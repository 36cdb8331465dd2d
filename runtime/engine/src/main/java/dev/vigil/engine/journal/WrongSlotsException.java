package dev.vigil.engine.journal;

/** The journal was created with another number of slots; that number is fixed for its life. */
public final class WrongSlotsException extends JournalOpenException {
    WrongSlotsException(int created, int asked) {
        super("the journal was created with " + created + " slots and cannot be opened with " + asked
                + ": the number of slots is fixed for the life of a journal");
    }
}

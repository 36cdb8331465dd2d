package dev.vigil.sources.file;

/** Tells where a line ends, byte by byte. Not thread-safe. */
sealed interface Framing {
    /** Begins a new line. */
    void begin();

    /** Takes the next byte; whether the line ends with it. */
    boolean ends(byte next);

    /** Whether the line is a whole one if nothing comes any more. */
    boolean isClosed();

    /** Whether a file has more than one line. */
    default boolean isByLines() {
        return true;
    }

    /** Each line break ends a line. */
    final class Newlines implements Framing {
        @Override
        public void begin() {}

        @Override
        public boolean ends(byte next) {
            return next == '\n';
        }

        @Override
        public boolean isClosed() {
            return true;
        }
    }

    /**
     * A line break ends a row unless it stands between quotes, as RFC 4180 says: quotes open where a field begins, and a quote
     * between quotes is written twice.
     */
    final class Rows implements Framing {
        /** Where in a row it is. */
        private enum State {
            /** A field begins. */
            START,
            /** In a field without quotes, or after quotes that ended too early. */
            PLAIN,
            /** Between quotes. */
            QUOTED,
            /** After a quote between quotes: the first of two, or the end. */
            QUOTE
        }

        private final byte delimiter;
        private State state = State.START;

        Rows(char delimiter) {
            this.delimiter = (byte) delimiter;
        }

        @Override
        public void begin() {
            state = State.START;
        }

        @Override
        public boolean ends(byte next) {
            state = switch (state) {
                case START -> next == '"' ? State.QUOTED : unquoted(next);
                case PLAIN -> unquoted(next);
                case QUOTED -> next == '"' ? State.QUOTE : State.QUOTED;
                case QUOTE -> next == '"' ? State.QUOTED : unquoted(next);
            };
            return next == '\n' && state != State.QUOTED;
        }

        private State unquoted(byte next) {
            return next == delimiter ? State.START : State.PLAIN;
        }

        @Override
        public boolean isClosed() {
            return state != State.QUOTED;
        }
    }

    /** Nothing but its end ends a file. */
    final class Whole implements Framing {
        @Override
        public void begin() {}

        @Override
        public boolean ends(byte next) {
            return false;
        }

        @Override
        public boolean isClosed() {
            return true;
        }

        @Override
        public boolean isByLines() {
            return false;
        }
    }
}

package dev.vigil.api;

import java.util.ServiceLoader;

/** Holds the one data format, found at first use. */
final class LoadedDataFormat {
    static final DataFormat JSON = ServiceLoader.load(DataFormat.class)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(
                    "no DataFormat on the class path: add dev.vigil:vigil-testkit in tests, or run in a Vigil node"));

    private LoadedDataFormat() {}
}

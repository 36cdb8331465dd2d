package dev.vigil.testkit.cluster;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;

import dev.vigil.api.Sensor;
import dev.vigil.api.Trigger;
import dev.vigil.engine.EngineSettings;
import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ConstantValueAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The engine once more, with records of other versions: its classes are loaded a second time, but for the one that says which
 * versions there are. What it has in common with this one are the libraries and the API.
 */
final class OtherRelease extends ClassLoader {
    private static final String VERSIONS = "dev.vigil.engine.slot.RecordVersion";
    private static final List<String> OWN = List.of("dev.vigil.engine.", "dev.vigil.testkit.cluster.");

    private final Map<String, Integer> versions;

    private OtherRelease(Map<String, Integer> versions) {
        super(OtherRelease.class.getClassLoader());
        this.versions = versions;
    }

    /** The release that reads those versions of records and writes that one. */
    static OtherRelease reading(int oldest, int newest, int written) {
        return new OtherRelease(Map.of("OLDEST", oldest, "NEWEST", newest, "WRITTEN", written));
    }

    /** Starts a node of it, which joins those. */
    OtherNode start(
            EngineSettings.Journal journal,
            int slots,
            List<String> seeds,
            Map<String, Sensor<?>> sensors,
            Trigger trigger)
            throws Exception {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(this);
        try {
            @SuppressWarnings("unchecked")
            var starting = (Function<Map<String, Object>, OtherNode>) loadClass(OtherNodeStart.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            return starting.apply(Map.of(
                    "url", journal.url(),
                    "user", journal.user(),
                    "slots", slots,
                    "seeds", seeds,
                    "sensors", sensors,
                    "trigger", trigger));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        boolean shared = OWN.stream().noneMatch(name::startsWith) || name.equals(OtherNode.class.getName());
        if (shared) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        var bytes = name.equals(VERSIONS) ? versions() : read(name);
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] read(String name) throws ClassNotFoundException {
        try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private byte[] versions() {
        return ClassFile.of().build(ClassDesc.of(VERSIONS), (ClassBuilder builder) -> {
            builder.withFlags(ACC_PUBLIC | ACC_FINAL);
            versions.forEach((name, number) -> builder.withField(
                    name,
                    ConstantDescs.CD_int,
                    field -> field.withFlags(ACC_PUBLIC | ACC_STATIC | ACC_FINAL)
                            .with(ConstantValueAttribute.of(number))));
        });
    }
}

package dev.vigil.benchmarks.peers;

import dev.vigil.sensors.readings.Readings;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** The sensor of the workload as a processor of Kafka Streams, its states in RocksDB with a record cache and a changelog. */
final class ReadingsProcessor implements Processor<String, byte[], String, byte[]> {
    static final String READINGS = "readings";
    static final String ALARMS = "alarms";
    static final String STATES = "states";

    private @Nullable ProcessorContext<String, byte[]> context;
    private @Nullable KeyValueStore<String, Readings.State> states;

    /** From readings through this to alarms. */
    static Topology topology() {
        var strings = Serdes.String();
        var bytes = Serdes.ByteArray();
        return new Topology()
                .addSource("source", strings.deserializer(), bytes.deserializer(), READINGS)
                .addProcessor("sensor", ReadingsProcessor::new, "source")
                .addStateStore(stateStore(), "sensor")
                .addSink("sink", ALARMS, strings.serializer(), bytes.serializer(), "sensor");
    }

    private static StoreBuilder<KeyValueStore<String, Readings.State>> stateStore() {
        var format = Serdes.serdeFrom((_, state) -> Handling.bytes(state), (_, bytes) -> Handling.state(bytes));
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STATES), Serdes.String(), format)
                .withCachingEnabled();
    }

    @Override
    public void init(ProcessorContext<String, byte[]> itsContext) {
        context = itsContext;
        states = itsContext.getStateStore(STATES);
    }

    @Override
    public void process(Record<String, byte[]> reading) {
        var store = Objects.requireNonNull(states);
        long value = Handling.value(ByteBuffer.wrap(reading.value()));
        var state = store.get(reading.key());
        store.put(reading.key(), Handling.next(state == null ? Handling.NOTHING : state, value));
        if (Handling.isAlarm(value)) {
            Objects.requireNonNull(context).forward(reading.withValue(Handling.alarm(reading.key(), value)));
        }
    }
}

package dev.vigil.node;

import dev.vigil.engine.tracing.Tracing;
import dev.vigil.node.config.TracingSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sends spans to a collector by OTLP over HTTP, in batches and on a thread of its own. What the collector does not take is
 * tried again for a while and then dropped, never waited for; that is logged.
 */
public final class TraceExport {
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> VERSION = AttributeKey.stringKey("service.version");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 8_192;

    private TraceExport() {}

    /** As configured; nothing is started where it is off. */
    public static Tracing start(TracingSettings settings) {
        if (!settings.enabled()) {
            return Tracing.OFF;
        }
        if (!SLF4JBridgeHandler.isInstalled()) { // by which the exporter says what has gone wrong
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint().toString())
                .setTimeout(TIMEOUT)
                .build();
        var processor = BatchSpanProcessor.builder(exporter)
                .setMaxQueueSize(MOST_WAITING)
                .build();
        var version = Optional.ofNullable(TraceExport.class.getPackage().getImplementationVersion())
                .orElse("development");
        var self = Attributes.of(SERVICE, settings.service(), VERSION, version);
        var resource = Resource.getDefault().merge(Resource.create(self));
        return Tracing.to(processor, resource, settings.sample(), settings.mostPerSecond());
    }
}

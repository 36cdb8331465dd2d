package dev.vigil.node.http;

import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;

/**
 * Lets pass what comes, and asks for no more where nobody wants more, but does not say so: Pekko takes it for the end of the
 * connection if the body of a request is cancelled before its answer has begun, and the answer would be lost.
 */
final class Uncancelled<T> extends GraphStage<FlowShape<T, T>> {
    private final Inlet<T> in = Inlet.create("Uncancelled.in");
    private final Outlet<T> out = Outlet.create("Uncancelled.out");
    private final FlowShape<T, T> shape = FlowShape.of(in, out);

    @Override
    public FlowShape<T, T> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Passing();
    }

    private final class Passing extends GraphStageLogic {
        Passing() {
            super(shape);
            setHandlers(in, out, new AbstractInOutHandler() {
                @Override
                public void onPush() {
                    if (!isClosed(out)) {
                        push(out, grab(in));
                    }
                }

                @Override
                public void onPull() {
                    pull(in);
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    // The connection's end ends this.
                }
            });
        }
    }
}

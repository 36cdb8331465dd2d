package dev.vigil.triggers.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Keeps the status of an answer from the client's own machinery, which would act on it: repeat a request after 408 and
 * some 503, take 407 for a proxy's, fail on a {@code Retry-After} that is no int. An attempt is one request to each
 * address, and what an answer means is for {@link Verdict} to say.
 */
final class HiddenStatus {
    /** No status that the client knows is that high. */
    private static final int DISTANCE = 1_000;

    private HiddenStatus() {}

    /** Hides statuses where they come from the network, and shows them again to who made the call. */
    static OkHttpClient.Builder in(OkHttpClient.Builder client) {
        return client.addNetworkInterceptor(chain -> moved(chain, DISTANCE))
                .addInterceptor(chain -> moved(chain, -DISTANCE));
    }

    private static Response moved(Interceptor.Chain chain, int by) throws IOException {
        var answer = chain.proceed(chain.request());
        return answer.newBuilder().code(answer.code() + by).build();
    }
}

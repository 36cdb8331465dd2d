package dev.vigil.node.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A stream of events that is sent, and whose answer is read, by hand: no client does both at once. */
final class SentStream implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private String head = "";
    private int chunkLeft;
    private boolean isOver;

    /** A stream to that port with headers of that text, each ended by a newline. */
    SentStream(int port, String headers) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        in = new java.io.BufferedInputStream(socket.getInputStream());
        write(("POST /events HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n" + headers + "\n").replace("\n", "\r\n"));
    }

    /** A stream to that port. */
    SentStream(int port) throws IOException {
        this(port, "Content-Type: application/x-ndjson\n");
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Sends a chunk. */
    SentStream send(byte[] bytes) throws IOException {
        var chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(bytes);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(chunk.toByteArray());
        socket.getOutputStream().flush();
        return this;
    }

    SentStream send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing more comes. */
    SentStream end() throws IOException {
        write("0\r\n\r\n");
        return this;
    }

    /** Status and headers of the answer. */
    String head() throws IOException {
        if (head.isEmpty()) {
            var line = rawLine();
            var text = new StringBuilder();
            while (!line.isEmpty()) {
                text.append(line).append('\n');
                line = rawLine();
            }
            head = text.toString();
        }
        return head;
    }

    /** The answer begins only after that which has been read of it. */
    SentStream forget() {
        head = "";
        return this;
    }

    /** The next line of the answer, or nothing where it has ended. */
    String line() throws IOException {
        head();
        var line = new StringBuilder();
        for (int c = next(); c >= 0 && c != '\n'; c = next()) {
            line.append((char) c);
        }
        return line.toString();
    }

    /** What is left of the answer's lines. */
    List<String> rest() throws IOException {
        var lines = new ArrayList<String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        return lines;
    }

    /** Whether nothing comes any more, by the connection's end. */
    boolean isClosed() throws IOException {
        return in.read() < 0;
    }

    private int next() throws IOException {
        if (isOver) {
            return -1;
        }
        if (chunkLeft == 0 && !nextChunk()) {
            isOver = true;
            return -1;
        }
        chunkLeft--;
        int c = in.read();
        if (chunkLeft == 0 && head.contains("chunked")) {
            rawLine();
        }
        return c;
    }

    private boolean nextChunk() throws IOException {
        if (!head.contains("chunked")) {
            chunkLeft = head.lines()
                    .filter(line -> line.startsWith("Content-Length: "))
                    .map(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
                    .findFirst()
                    .orElse(0);
            head += "read\n";
            return chunkLeft > 0 && !head.contains("read\nread");
        }
        chunkLeft = Integer.parseInt(rawLine(), 16);
        if (chunkLeft == 0) {
            rawLine();
        }
        return chunkLeft > 0;
    }

    private String rawLine() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended after: " + head + line);
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

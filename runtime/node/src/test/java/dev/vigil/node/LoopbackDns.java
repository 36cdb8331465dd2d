package dev.vigil.node;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** A name server on a port of the loopback address, which knows some A and SRV records and denies all others. Thread-safe. */
final class LoopbackDns implements AutoCloseable {
    private static final int A = 1;
    private static final int SRV = 33;
    private static final int INTERNET = 1;
    private static final int ANSWER = 0x8400;
    private static final int NO_SUCH_NAME = 3;
    private static final int TTL_SECONDS = 1;

    private final Map<String, List<Target>> names;
    private final Set<String> questions = new ConcurrentSkipListSet<>();
    private final DatagramSocket socket;

    /**
     * One record.
     *
     * @param host an IPv4 address
     * @param port of an SRV record; 0 makes it an A record
     */
    record Target(String host, int port) {}

    private record Question(int id, byte[] asked, String name, int type) {}

    private LoopbackDns(Map<String, List<Target>> names) throws SocketException {
        this.names = Map.copyOf(names);
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("loopback-dns").start(this::serve);
    }

    static LoopbackDns start(Map<String, List<Target>> names) throws SocketException {
        return new LoopbackDns(names);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What has been asked, each as {@code TYPE NAME}. */
    Set<String> questions() {
        return questions;
    }

    private void serve() {
        var buffer = new byte[1_500];
        while (!socket.isClosed()) {
            var packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                var answer = answer(question(ByteBuffer.wrap(buffer, 0, packet.getLength())));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private Question question(ByteBuffer message) {
        int id = message.getShort(0);
        message.position(12);
        var labels = new ArrayList<String>();
        for (int length = message.get(); length > 0; length = message.get()) {
            var label = new byte[length];
            message.get(label);
            labels.add(new String(label, StandardCharsets.US_ASCII));
        }
        int type = message.getShort();
        message.getShort();
        var asked = new byte[message.position() - 12];
        message.get(12, asked);
        var name = String.join(".", labels);
        questions.add(type + " " + name);
        return new Question(id, asked, name, type);
    }

    private byte[] answer(Question question) throws IOException {
        var known = names.getOrDefault(question.name(), List.of());
        var fitting = known.stream()
                .filter(target -> question.type() == (target.port() == 0 ? A : SRV))
                .toList();
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeShort(question.id());
        out.writeShort(ANSWER | (known.isEmpty() ? NO_SUCH_NAME : 0));
        out.writeShort(1);
        out.writeShort(fitting.size());
        out.writeShort(0);
        // As name servers do, the addresses of the targets of SRV records come with them.
        // As name servers do, the addresses of the targets of SRV records come with them.
        var hosts = question.type() == SRV
                ? fitting.stream().map(Target::host).distinct().toList()
                : List.<String>of();
        out.writeShort(hosts.size());
        out.write(question.asked());
        for (var target : fitting) {
            if (target.port() == 0) {
                address(out, question.name(), target.host());
            } else {
                service(out, question.name(), target);
            }
        }
        for (var host : hosts) {
            address(out, host, host);
        }
        return bytes.toByteArray();
    }

    private static void service(DataOutputStream out, String name, Target target) throws IOException {
        head(out, name, SRV);
        var host = name(target.host());
        out.writeShort(6 + host.length);
        out.writeShort(0);
        out.writeShort(0);
        out.writeShort(target.port());
        out.write(host);
    }

    private static void address(DataOutputStream out, String name, String host) throws IOException {
        head(out, name, A);
        var address = InetAddress.getByName(host).getAddress();
        out.writeShort(address.length);
        out.write(address);
    }

    private static void head(DataOutputStream out, String name, int type) throws IOException {
        out.write(name(name));
        out.writeShort(type);
        out.writeShort(INTERNET);
        out.writeInt(TTL_SECONDS);
    }

    private static byte[] name(String name) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var label : name.split("\\.", -1)) {
            bytes.write(label.length());
            bytes.write(label.getBytes(StandardCharsets.US_ASCII));
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}

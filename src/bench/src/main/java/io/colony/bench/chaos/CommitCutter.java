package io.colony.bench.chaos;

import io.colony.bench.BenchException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between Postgres and its clients, and ends a connection in the middle of a commit: before the server hears of it, or
 * after it has committed and before the client hears of that. It reads the protocol (version 3, no TLS) to know the moment.
 */
final class CommitCutter implements AutoCloseable {
    private static final byte[] COMMITTED = "COMMIT\0".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket door;
    private final int serverPort;
    private final AtomicInteger every = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger before = new AtomicInteger();
    private final AtomicInteger after = new AtomicInteger();

    CommitCutter(int serverPort) {
        this.serverPort = serverPort;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new BenchException("No port for the proxy: " + failure.getMessage(), failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Cuts each commit of that number, alternately before and after it is done; 0 cuts none. */
    void cutEvery(int number) {
        every.set(number);
    }

    int cutBefore() {
        return before.get();
    }

    int cutAfter() {
        return after.get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> carry(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void carry(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Wire wire = new Wire(client, server);
            Thread answers = Thread.ofVirtual().start(wire::answers);
            wire.questions();
            closeQuietly(server);
            answers.join();
        } catch (IOException ended) {
            // Either side has gone; the other follows by the closing of both.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private enum Cut {
        NONE,
        BEFORE,
        AFTER
    }

    private Cut cut() {
        int number = every.get();
        int count = commits.incrementAndGet();
        if (number == 0 || count % number != 0) {
            return Cut.NONE;
        }
        return count / number % 2 == 0 ? Cut.BEFORE : Cut.AFTER;
    }

    /** One connection. */
    private final class Wire {
        private final Socket client;
        private final Socket server;
        private final Set<String> commitStatements = new HashSet<>();
        private volatile boolean swallow;

        Wire(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void questions() throws IOException {
            DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            OutputStream out = server.getOutputStream();
            startup(in, out);
            while (true) {
                int type = in.read();
                if (type < 0) {
                    return;
                }
                byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
                if (commits(type, body)) {
                    switch (cut()) {
                        case NONE -> {}
                        case BEFORE -> {
                            before.incrementAndGet();
                            return;
                        }
                        case AFTER -> swallow = true;
                    }
                }
                send(out, type, body);
            }
        }

        /** Startup and requests for encryption, which are refused, have no type. */
        private void startup(DataInputStream in, OutputStream out) throws IOException {
            while (true) {
                int length = in.readInt();
                byte[] body = in.readNBytes(length - Integer.BYTES);
                int code = ByteBuffer.wrap(body).getInt();
                if (code >> 16 == 3) {
                    out.write(
                            ByteBuffer.allocate(length).putInt(length).put(body).array());
                    out.flush();
                    return;
                }
                client.getOutputStream().write('N');
            }
        }

        private boolean commits(int type, byte[] body) {
            if (type == 'Q') {
                return text(body, 0).equalsIgnoreCase("COMMIT");
            }
            if (type == 'P') {
                String name = text(body, 0);
                boolean commit = text(body, name.length() + 1).equalsIgnoreCase("COMMIT");
                if (commit) {
                    commitStatements.add(name);
                } else {
                    commitStatements.remove(name);
                }
            }
            return type == 'B'
                    && commitStatements.contains(text(body, text(body, 0).length() + 1));
        }

        private static String text(byte[] body, int from) {
            int end = from;
            while (end < body.length && body[end] != 0) {
                end++;
            }
            return new String(body, from, end - from, StandardCharsets.UTF_8);
        }

        void answers() {
            try {
                DataInputStream in = new DataInputStream(new BufferedInputStream(server.getInputStream()));
                OutputStream out = client.getOutputStream();
                while (true) {
                    int type = in.read();
                    if (type < 0) {
                        break;
                    }
                    byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
                    if (swallow && type == 'C' && java.util.Arrays.equals(body, COMMITTED)) {
                        after.incrementAndGet();
                        break;
                    }
                    send(out, type, body);
                }
            } catch (IOException ended) {
                // Closing both below is all that is left to do.
            }
            closeQuietly(client);
            closeQuietly(server);
        }

        private static void send(OutputStream out, int type, byte[] body) throws IOException {
            ByteBuffer message = ByteBuffer.allocate(1 + Integer.BYTES + body.length);
            message.put((byte) type).putInt(Integer.BYTES + body.length).put(body);
            out.write(message.array());
            out.flush();
        }
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // As wanted.
        }
    }

    @Override
    public void close() {
        closeQuietly(door);
    }
}

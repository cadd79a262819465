package io.colony.bench.browser;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A connection to the server on which one request after the other is sent. Used by the selector's thread. */
final class Line implements AutoCloseable {
    private final Selector selector;
    private final InetSocketAddress server;
    private final Owner owner;
    private Optional<SelectionKey> key = Optional.empty();
    private AnswerReader reader;
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private boolean asked;

    /** Whoever has the connection. */
    interface Owner extends AnswerReader.Listener {
        /** The connection ended; whether an answer was awaited. */
        void ended(boolean awaited);
    }

    Line(Selector selector, InetSocketAddress server, Owner owner) {
        this.selector = selector;
        this.server = server;
        this.owner = owner;
        this.reader = new AnswerReader(owner);
    }

    /** Sends a request, on the connection that is open or on a new one. */
    void send(String request) throws IOException {
        unsent = ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1));
        asked = true;
        if (key.filter(SelectionKey::isValid).isEmpty()) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            reader = new AnswerReader(owner);
            key = Optional.of(channel.register(selector, SelectionKey.OP_CONNECT, this));
            channel.connect(server);
        } else {
            write(key.get());
        }
    }

    /** What the last request asked for has come. */
    void answered() {
        asked = false;
    }

    void ready(SelectionKey at, ByteBuffer buffer) throws IOException {
        SocketChannel channel = (SocketChannel) at.channel();
        if (at.isConnectable() && channel.finishConnect()) {
            write(at);
        } else if (at.isWritable()) {
            write(at);
        }
        if (at.isReadable()) {
            buffer.clear();
            int count = channel.read(buffer);
            buffer.flip();
            reader.take(buffer);
            if (count < 0) {
                lost();
            }
        }
    }

    /** It has broken. */
    void lost() {
        boolean awaited = asked;
        close();
        owner.ended(awaited);
    }

    private void write(SelectionKey at) throws IOException {
        ((SocketChannel) at.channel()).write(unsent);
        at.interestOps(unsent.hasRemaining() ? SelectionKey.OP_WRITE | SelectionKey.OP_READ : SelectionKey.OP_READ);
    }

    @Override
    public void close() {
        key.ifPresent(open -> {
            open.cancel();
            try {
                open.channel().close();
            } catch (IOException ended) {
                // It is closed all the same.
            }
        });
        key = Optional.empty();
        asked = false;
    }
}

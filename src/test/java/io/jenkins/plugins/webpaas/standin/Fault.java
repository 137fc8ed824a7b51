package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.BufferedSink;
import okio.Okio;

/**
 * A fault of a call: a change of the answer, and whether the service acts on the request before. A fault lasts until it is
 * cleared, or for so many {@link #times}.
 */
public final class Fault {
    private static final SocketEffect CLOSE = new SocketEffect.CloseSocket();

    /** The moment at which the service acts on a request that has a fault. */
    enum Acts {
        AT_ONCE,
        /** The service acts at {@link Faults#catchUp}. */
        LATER,
        NEVER
    }

    private final Acts acts;
    private final int times;
    private final Predicate<Request> victims;
    private final UnaryOperator<MockResponse> effect;

    private Fault(Acts acts, int times, Predicate<Request> victims, UnaryOperator<MockResponse> effect) {
        this.acts = acts;
        this.times = times;
        this.victims = victims;
        this.effect = effect;
    }

    /** Answers with a status and an empty body. */
    public static Fault status(int code) {
        return instead(new MockResponse.Builder().code(code).build());
    }

    /** Answers 200 with this JSON. */
    public static Fault json(String body) {
        return status(200).header("Content-Type", "application/json").body(body);
    }

    /** Answers 200 with JSON that ends in the middle, though the HTTP body is whole. */
    public static Fault invalidJson() {
        return json("{\"id\": \"abc\", \"_links\": {");
    }

    /** Refuses as the API does. */
    public static Fault refusal(int code) {
        MockResponse refusal =
                StandInResponse.error(code, "Refused", "The gatekeeper said no").answer();
        return instead(refusal);
    }

    /** Answers with a proxy's page. */
    public static Fault html(int code) {
        return status(code)
                .header("Content-Type", "text/html")
                .body("<!DOCTYPE html>\n<html><body><h1>The gateway is having a rest</h1></body></html>\n");
    }

    /** Answers 302. */
    public static Fault redirect(String url) {
        return status(302).header("Location", url);
    }

    /** Answers 200 with JSON of this many bytes. */
    public static Fault hugeBody(long bytes) {
        return status(200)
                .header("Content-Type", "application/json")
                .change(answer -> answer.newBuilder().body(new HugeBody(bytes)).build());
    }

    /** Answers 200 with JSON that never ends, for as long as the client reads. */
    public static Fault endlessBody() {
        return instead(new MockResponse.Builder()
                .clearHeaders()
                .setHeader("Content-Type", "application/json")
                .setHeader("Transfer-Encoding", "chunked")
                .socketHandler(Fault::writeForEver)
                .build());
    }

    /** Closes the connection before the request is acted on. */
    public static Fault dropBefore() {
        return status(200)
                .change(answer -> answer.newBuilder().onResponseStart(CLOSE).build());
    }

    /** Acts on the request and closes the connection without an answer. */
    public static Fault dropAfter() {
        return afterwards(answer -> answer.newBuilder().onResponseStart(CLOSE).build());
    }

    /** Answers late. */
    public static Fault latency(Duration delay) {
        return afterwards(answer -> answer.newBuilder()
                .headersDelay(delay.toNanos(), TimeUnit.NANOSECONDS)
                .build());
    }

    /** Acts on the request and keeps the answer until it is let go. */
    public static Fault held(RequestGate hold) {
        return afterwards(answer -> {
            hold.pass();
            return answer;
        });
    }

    /** Closes the connection in the middle of the body. */
    public static Fault truncatedBody() {
        return halfBody(okio.Socket::cancel);
    }

    /** Sends half of the body, then nothing, and keeps the connection. */
    public static Fault stalledBody() {
        return halfBody(Fault::keep);
    }

    /** Answers rightly but for the types: numbers for texts, texts for lists, lists for truth values, and so on. */
    public static Fault wrongTypes() {
        return afterwards(answer -> {
            try {
                JsonNode json = StandInJson.read(bytes(answer).readUtf8());
                return answer.newBuilder().body(wrong(json).toString()).build();
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    public Fault header(String name, String value) {
        return change(answer -> answer.newBuilder().setHeader(name, value).build());
    }

    public Fault body(String body) {
        return change(answer -> answer.newBuilder().body(body).build());
    }

    /** The request is acted on, whatever the answer says: a gateway that gave up waiting. */
    public Fault acted() {
        return new Fault(Acts.AT_ONCE, times, victims, effect);
    }

    /** The request is acted on after the answer: a gateway that gave up waiting, before a backend that did not. */
    public Fault actedLater() {
        return new Fault(Acts.LATER, times, victims, effect);
    }

    /** The request is not acted on, whatever the answer says. */
    public Fault ignored() {
        return new Fault(Acts.NEVER, times, victims, effect);
    }

    /** Lasts for so many matching requests. */
    public Fault times(int count) {
        return new Fault(acts, count, victims, effect);
    }

    /** Hits these requests alone. */
    public Fault when(Predicate<Request> victims) {
        return new Fault(acts, times, victims, effect);
    }

    boolean hits(Request request) {
        return victims.test(request);
    }

    int times() {
        return times;
    }

    Acts acts() {
        return acts;
    }

    MockResponse apply(MockResponse answer) {
        return effect.apply(answer);
    }

    private static Fault instead(MockResponse other) {
        return new Fault(Acts.NEVER, Integer.MAX_VALUE, request -> true, answer -> other);
    }

    private static Fault afterwards(UnaryOperator<MockResponse> effect) {
        return new Fault(Acts.AT_ONCE, Integer.MAX_VALUE, request -> true, effect);
    }

    private Fault change(UnaryOperator<MockResponse> then) {
        return new Fault(acts, times, victims, answer -> then.apply(effect.apply(answer)));
    }

    private static Buffer bytes(MockResponse answer) {
        Buffer bytes = new Buffer();
        try {
            if (answer.getBody() != null) {
                answer.getBody().writeTo(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }

    /** Of a log's stream the half is nothing. */
    private static Fault halfBody(Consumer<okio.Socket> then) {
        return afterwards(answer -> {
            Buffer body = bytes(answer);
            return answer.newBuilder()
                    .socketHandler(socket -> {
                        try {
                            socket.getSink().write(body, body.size() / 2);
                            socket.getSink().flush();
                        } catch (IOException e) {
                            // The client has gone, which the next step finds, too.
                        }
                        then.accept(socket);
                    })
                    .build();
        });
    }

    /** Returns when the client closes its side, or the server this one. */
    private static void keep(okio.Socket socket) {
        try {
            Okio.buffer(socket.getSource()).readAll(Okio.blackhole());
        } catch (IOException e) {
            socket.cancel();
        }
    }

    private static void writeForEver(okio.Socket socket) {
        String chunk = "x".repeat(8192);
        BufferedSink out = Okio.buffer(socket.getSink());
        try {
            out.writeUtf8("1\r\n\"\r\n");
            while (true) {
                out.writeUtf8("2000\r\n" + chunk + "\r\n").flush();
            }
        } catch (IOException e) {
            // The client has had enough.
            socket.cancel();
        }
    }

    private static JsonNode wrong(JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode wrong = StandInJson.object();
            object.properties().forEach(field -> wrong.set(field.getKey(), wrong(field.getValue())));
            return wrong;
        }
        if (value instanceof ArrayNode) {
            return new TextNode("not a list");
        }
        if (value.isTextual()) {
            return new IntNode(7);
        }
        return value instanceof BooleanNode ? StandInJson.array() : new TextNode("seven");
    }

    private record HugeBody(long bytes) implements MockResponseBody {
        private static final String START = "{\"padding\": \"";
        private static final String END = "\"}";

        @Override
        public long getContentLength() {
            return bytes;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.writeUtf8(START);
            byte[] padding = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);
            for (long left = bytes - START.length() - END.length(); left > 0; left -= padding.length) {
                sink.write(padding, 0, (int) Math.min(left, padding.length));
            }
            sink.writeUtf8(END).flush();
        }
    }
}

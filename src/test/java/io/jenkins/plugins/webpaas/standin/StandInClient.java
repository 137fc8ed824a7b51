package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A client of the service that uses the JDK's HTTP client and this machine's OpenSSH. */
final class StandInClient {
    private final StandIn standIn;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    StandInClient(StandIn standIn) {
        this.standIn = standIn;
    }

    HttpResponse<String> exchange(String apiToken) {
        return send(request("/oauth2/token")
                .header("Authorization", "Basic b3ZoLWV1LWNsaTo=")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=api_token&api_token=" + apiToken + "&scope=")));
    }

    String token() {
        return json(exchange(StandIn.API_TOKEN)).get("access_token").asText();
    }

    HttpResponse<String> get(String token, String path) {
        return send(request(path).header("Authorization", "Bearer " + token));
    }

    HttpResponse<String> post(String token, String path, String body) {
        return send(request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> delete(String token, String path) {
        return send(request(path).header("Authorization", "Bearer " + token).DELETE());
    }

    HttpResponse<String> form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(standIn.apiUrl() + path));
    }

    CompletableFuture<HttpResponse<String>> start(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return start(request).orTimeout(Patience.SECONDS, TimeUnit.SECONDS).join();
    }

    /** Opens a log and leaves it open. */
    CompletableFuture<HttpResponse<Stream<String>>> openLog(String token, String path) {
        HttpRequest request =
                request(path).header("Authorization", "Bearer " + token).build();
        return http.sendAsync(request, BodyHandlers.ofLines());
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return StandInJson.read(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a key pair in a directory, has it certified, and writes an {@code ssh_config} that uses it. */
    Path sshConfig(Path directory, String keyType) throws IOException {
        Path key = directory.resolve("id");
        Command.of("ssh-keygen", "-q", "-t", keyType, "-N", "", "-C", "test", "-f", key.toString())
                .output();
        certify(key);
        Files.writeString(directory.resolve("known_hosts"), standIn.hostKey() + "\n");
        List<String> lines = List.of(
                "Host " + standIn.sshDomain(),
                String.join("\n", standIn.sshOptions()),
                "IdentityFile " + key,
                "CertificateFile " + key + "-cert.pub",
                "IdentitiesOnly yes",
                "IdentityAgent none",
                "BatchMode yes",
                "StrictHostKeyChecking yes",
                "GlobalKnownHostsFile /dev/null",
                "UserKnownHostsFile " + directory.resolve("known_hosts"));
        return Files.writeString(directory.resolve("config"), String.join("\n", lines) + "\n");
    }

    /** A new certificate for the key; gives the access token that it was issued for. */
    String certify(Path key) throws IOException {
        String token = token();
        String publicKey = Files.readString(Path.of(key + ".pub"));
        HttpResponse<String> response =
                post(token, "/ssh", StandInJson.object().put("key", publicKey).toString());
        Files.writeString(
                Path.of(key + "-cert.pub"), json(response).get("certificate").asText());
        return token;
    }
}

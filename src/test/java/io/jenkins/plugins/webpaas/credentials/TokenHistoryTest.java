package io.jenkins.plugins.webpaas.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.credentials.TokenHistory.TokenAge;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class TokenHistoryTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private Path file;

    @BeforeEach
    void useJenkins(JenkinsRule jenkins) {
        file = new File(jenkins.jenkins.getRootDir(), TokenHistory.class.getName() + ".xml").toPath();
    }

    @Test
    void aRecreatedTokenKeepsItsHistory() {
        TokenHistory.get().update(List.of(token("abc")), DAY);
        TokenHistory.get().update(List.of(token("abc")), DAY.plusDays(3));

        assertThat(TokenHistory.get().ageOf(token("abc"), DAY.plusDays(41))).hasValue(new TokenAge(41, null));
    }

    @Test
    void aReplacementIsANewToken() {
        TokenHistory.get().update(List.of(token("abc")), DAY);
        TokenHistory.get().noteUse(token("abc"), DAY);
        TokenHistory.get().update(List.of(token("def")), DAY.plusDays(40));

        assertThat(TokenHistory.get().ageOf(token("def"), DAY.plusDays(41))).hasValue(new TokenAge(1, null));
        assertThat(TokenHistory.get().ageOf(token("abc"), DAY.plusDays(41))).isEmpty();
    }

    @Test
    void itsUseIsSavedOnceADay() throws Exception {
        TokenHistory.get().update(List.of(token("abc")), DAY);
        TokenHistory.get().noteUse(token("abc"), DAY.plusDays(1));
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        TokenHistory.get().noteUse(token("abc"), DAY.plusDays(1));
        TokenHistory.get().update(List.of(token("abc")), DAY.plusDays(1));

        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(Instant.EPOCH));
        TokenHistory.get().noteUse(token("abc"), DAY.plusDays(2));
        assertThat(Files.getLastModifiedTime(file)).isNotEqualTo(FileTime.from(Instant.EPOCH));
        assertThat(TokenHistory.get().ageOf(token("abc"), DAY.plusDays(5))).hasValue(new TokenAge(5, 3L));
    }

    @Test
    void itSurvivesARestartAndShowsNoToken() throws Exception {
        TokenHistory.get().update(List.of(token("abc-the-secret")), DAY);
        TokenHistory.get().noteUse(token("abc-the-secret"), DAY);

        assertThat(new TokenHistory().ageOf(token("abc-the-secret"), DAY.plusDays(2)))
                .hasValue(new TokenAge(2, 2L));
        assertThat(Files.readString(file)).contains("2026-03-01").doesNotContain("abc-the-secret");
    }

    @Test
    void usersOwnAreNotInIt() {
        WebPaasApiToken own =
                new WebPaasApiToken(CredentialsScope.USER, "own", null, "upsun", Secret.fromString("abc"));
        TokenHistory.get().noteUse(own, DAY);

        assertThat(file).doesNotExist();
        assertThat(TokenHistory.get().ageOf(own, DAY)).isEmpty();
    }

    private static WebPaasApiToken token(String secret) {
        return new WebPaasApiToken(CredentialsScope.GLOBAL, null, null, "upsun", Secret.fromString(secret));
    }
}

package io.jenkins.plugins.webpaas.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenFieldTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            null              | API token: is missing. Enter an API token
            ' '               | API token: is missing. Enter an API token
            two words         | API token: has white space or control characters in it. Enter the API token alone
            ' a-token$with+ ' | null
            ********          | null
            """)
    void aFieldsTokenIsChecked(String typed, String problem) {
        assertThat(WebPaasApiToken.DescriptorImpl.checkToken(typed).getMessage())
                .isEqualTo(problem);
    }
}

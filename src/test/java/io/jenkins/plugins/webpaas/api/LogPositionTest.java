package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogPositionTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            nothing came yet,                              '',      0, 'a b',     0
            what was asked for,                            'a b',   2, 'c d',     0
            nothing new,                                   'a b',   2, '',        0
            all from the beginning,                        'a b c', 3, 'a b c d', 3
            'from the beginning, but broken off',          'a b c', 3, 'a b',     2
            one too many,                                  'a b c', 3, 'c d',     1
            some that were told before a restart,          'a b c', 1, 'b c d',   2
            'some that were told, but broken off',         'a b c', 1, 'b',       1
            twice the same at the beginning,               'a a',   2, 'a a a',   2
            """)
    void recognisesWhatWasTold(String name, String told, int startAt, String page, int known) {
        LogPosition position = LogPosition.START.after(items(told));

        assertThat(position.countSeen(items(page), startAt)).isEqualTo(known);
    }

    private static List<LogItem> items(String ids) {
        return Arrays.stream(ids.split(" "))
                .filter(id -> !id.isEmpty())
                .map(id -> new LogItem(id, id))
                .toList();
    }
}

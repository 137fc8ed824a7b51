package io.jenkins.plugins.webpaas.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A build log that gets each sentence once. */
final class OnceLog {
    private final Consumer<String> log;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    OnceLog(Consumer<String> log) {
        this.log = log;
    }

    void say(String sentence) {
        if (said.add(sentence)) {
            log.accept(sentence);
        }
    }
}

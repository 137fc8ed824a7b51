package io.jenkins.plugins.webpaas.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Writes each sentence to a build log once. */
final class OnceLog {
    private final Consumer<String> log;
    private final Set<String> written = ConcurrentHashMap.newKeySet();

    OnceLog(Consumer<String> log) {
        this.log = log;
    }

    void say(String sentence) {
        if (written.add(sentence)) {
            log.accept(sentence);
        }
    }
}

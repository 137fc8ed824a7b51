package io.jenkins.plugins.webpaas.pipeline;

import io.jenkins.plugins.webpaas.support.Command;

/** The process of an inbound node that this JVM has started. */
final class InboundNodeProcess {
    private InboundNodeProcess() {}

    /** @param signal by its name, such as STOP or CONT */
    static void signal(String signal) {
        ProcessHandle.current()
                .children()
                .filter(process -> process.info().commandLine().orElse("").contains("-secret"))
                .forEach(process -> Command.of("kill", "-" + signal, Long.toString(process.pid()))
                        .output());
    }
}

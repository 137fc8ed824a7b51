package io.jenkins.plugins.webpaas.support;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer that nobody has to shut down, so that it refuses nothing that comes after a test: its thread ends when it is idle. */
public class IdleTimer extends ScheduledThreadPoolExecutor {
    public IdleTimer() {
        super(1);
        setKeepAliveTime(5, TimeUnit.SECONDS);
        allowCoreThreadTimeOut(true);
    }
}

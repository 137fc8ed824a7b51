package jenkins.util;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

public class AtmostOneTaskExecutor<V> {
    public AtmostOneTaskExecutor(ExecutorService base, Callable<V> task) {}

    public native Future<V> submit();
}

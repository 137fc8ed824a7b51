package io.jenkins.plugins.webpaas.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.concurrent.FairThreadPool.Owner;
import io.jenkins.plugins.webpaas.support.IdleTimer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No owner gets more than its share of the threads. */
class FairThreadPoolTest {
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration NEVER = Duration.ofDays(1);

    private final CountDownLatch release = new CountDownLatch(1);
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger hanging = new AtomicInteger();

    @AfterEach
    void close() {
        release.countDown();
    }

    private static FairThreadPool pool(int threads, Duration slowAfter) {
        return new FairThreadPool("fair", threads, slowAfter, new IdleTimer(), System::nanoTime);
    }

    private void hang() {
        hanging.incrementAndGet();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hanging.decrementAndGet();
    }

    @Test
    void ownersThatHangHoldUpNobodyElse() {
        FairThreadPool pool = pool(2, SOON);
        Stream.generate(Owner::new).limit(30).forEach(owner -> pool.execute(owner, this::hang));
        Owner owner = new Owner();
        for (int i = 0; i < 10; i++) {
            int number = i;
            pool.execute(owner, () -> done.add("" + number));
        }

        await().until(() -> done.size() == 10);
        assertThat(hanging).hasValue(30);
    }

    @Test
    void anOwnerThatIsSlowHasOneThreadUntilItIsQuickAgain() {
        FairThreadPool pool = pool(3, SOON);
        Owner slow = new Owner();
        pool.execute(slow, this::hang);
        Stream.generate(Owner::new).limit(3).forEach(owner -> pool.execute(owner, this::hang));
        // Tasks that hang have all places until the first of them is slow; then this task runs.
        pool.execute(new Owner(), () -> done.add("moved"));
        await().until(() -> done.contains("moved"));
        AtomicInteger most = new AtomicInteger();
        AtomicInteger busy = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            pool.execute(slow, () -> {
                most.accumulateAndGet(busy.incrementAndGet(), Math::max);
                busy.decrementAndGet();
                done.add("slow");
            });
        }

        await().during(SOON.multipliedBy(4)).until(() -> !done.contains("slow"));
        release.countDown();
        await().until(() -> done.size() == 21);
    }

    @Test
    void ownersTakeTurns() {
        FairThreadPool pool = pool(1, NEVER);
        pool.execute(new Owner(), this::hang);
        await().until(() -> hanging.get() == 1);
        Owner many = new Owner();
        for (int i = 0; i < 100; i++) {
            pool.execute(many, () -> done.add("many"));
        }
        pool.execute(new Owner(), () -> done.add("one"));
        release.countDown();

        await().until(() -> done.size() == 101);
        assertThat(done.indexOf("one")).isLessThan(3);
    }

    @Test
    void whatIsUrgentGoesFirst() {
        FairThreadPool pool = pool(1, NEVER);
        pool.execute(new Owner(), this::hang);
        await().until(() -> hanging.get() == 1);
        Stream.generate(Owner::new).limit(10).forEach(owner -> pool.execute(owner, () -> done.add("later")));
        pool.execute(new Owner(), true, () -> done.add("urgent"));
        release.countDown();

        await().until(() -> done.size() == 11);
        assertThat(done.get(0)).isEqualTo("urgent");
    }

    @Test
    void thousandsOfTasksTakeAFewThreadsAndErrorsNone() {
        FairThreadPool pool = pool(3, NEVER);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Owner[] owners = Stream.generate(Owner::new).limit(50).toArray(Owner[]::new);
        for (int i = 0; i < 5000; i++) {
            boolean isToFail = i % 1000 == 7;
            pool.execute(owners[i % owners.length], () -> {
                threads.add(Thread.currentThread());
                done.add("");
                if (isToFail) {
                    throw new NoClassDefFoundError("of a task");
                }
            });
        }

        await().until(() -> done.size() == 5000);
        assertThat(threads).hasSizeLessThanOrEqualTo(3);
        await().atMost(Duration.ofSeconds(30)).until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    /** A thread would keep the class loader of a build's script from being collected. */
    @Test
    void noThreadHasTheClassLoaderOfWhoCameFirst() {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        List<ClassLoader> seen = new CopyOnWriteArrayList<>();
        try {
            Thread.currentThread().setContextClassLoader(new ClassLoader(own) {});
            pool(1, NEVER)
                    .execute(new Owner(), () -> seen.add(Thread.currentThread().getContextClassLoader()));
        } finally {
            Thread.currentThread().setContextClassLoader(own);
        }

        await().until(() -> !seen.isEmpty());
        assertThat(seen).containsExactly(FairThreadPool.class.getClassLoader());
    }
}

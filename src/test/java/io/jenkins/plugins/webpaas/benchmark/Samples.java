package io.jenkins.plugins.webpaas.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Values of one kind. */
final class Samples {
    private final List<Double> values = new ArrayList<>();

    Samples add(double value) {
        values.add(value);
        return this;
    }

    double median() {
        return percentile(50);
    }

    double percentile(int percent) {
        Collections.sort(values);
        return values.get((values.size() - 1) * percent / 100);
    }
}

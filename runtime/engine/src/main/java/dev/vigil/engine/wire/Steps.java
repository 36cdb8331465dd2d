package dev.vigil.engine.wire;

import java.util.List;

/** Ascending numbers as the distance of each from the one before it, so that most take one byte. */
final class Steps {
    private Steps() {}

    static List<Long> of(long from, long[] numbers) {
        var steps = new Long[numbers.length];
        long last = from;
        for (int i = 0; i < numbers.length; i++) {
            steps[i] = numbers[i] - last;
            last = numbers[i];
        }
        return List.of(steps);
    }

    static long[] toNumbers(long from, List<Long> steps) {
        var numbers = new long[steps.size()];
        long last = from;
        for (int i = 0; i < numbers.length; i++) {
            last += steps.get(i);
            numbers[i] = last;
        }
        return numbers;
    }

    static List<Integer> of(int[] numbers) {
        var steps = new Integer[numbers.length];
        int last = 0;
        for (int i = 0; i < numbers.length; i++) {
            steps[i] = numbers[i] - last;
            last = numbers[i];
        }
        return List.of(steps);
    }

    static int[] toNumbers(List<Integer> steps) {
        var numbers = new int[steps.size()];
        int last = 0;
        for (int i = 0; i < numbers.length; i++) {
            last += steps.get(i);
            numbers[i] = last;
        }
        return numbers;
    }
}

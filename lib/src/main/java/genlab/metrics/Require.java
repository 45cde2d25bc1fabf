package genlab.metrics;

import genlab.nn.Matrix;

/** The checks of arguments that this package shares. */
final class Require {
    private Require() {}

    static double[] finite(String name, int least, double[] values) {
        if (values.length < least) {
            throw new IllegalArgumentException(
                    name + " must have at least " + least + " number(s), but had " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        name + " must be finite, but was " + values[i] + " at " + i);
            }
        }
        return values;
    }

    static Matrix finite(String name, int leastRows, Matrix matrix) {
        if (matrix.rows() < leastRows) {
            throw new IllegalArgumentException(
                    name + " must have at least " + leastRows + " rows, but was " + matrix.shape());
        }
        return matrix.requireFinite(name);
    }

    static void sameColumns(String nameA, Matrix a, String nameB, Matrix b) {
        if (a.columns() != b.columns()) {
            throw new IllegalArgumentException(
                    nameA
                            + " and "
                            + nameB
                            + " must have the same columns, but were "
                            + a.shape()
                            + " and "
                            + b.shape());
        }
    }

    static void sameLength(String nameA, double[] a, String nameB, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    nameA
                            + " and "
                            + nameB
                            + " must have the same length, but had "
                            + a.length
                            + " and "
                            + b.length
                            + " numbers");
        }
    }

    /** The numbers of a single column or row. */
    static double[] vector(String name, Matrix matrix) {
        if (matrix.rows() > 1 && matrix.columns() > 1) {
            throw new IllegalArgumentException(
                    name + " must have one column, but was " + matrix.shape());
        }
        double[] values = new double[matrix.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = matrix.values()[i];
        }
        return values;
    }
}

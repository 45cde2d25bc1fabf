package genlab.nn;

import genlab.nn.fast.Products;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;

/** The operations of {@link Pass} whose way back takes more than a line. */
final class Operations {
    private Operations() {}

    static Pass plus(Pass a, Pass b) {
        Require.given("other", b);
        Consumer<Matrix> back =
                g -> {
                    a.addGradient(summed(g, a));
                    b.addGradient(summed(g, b));
                };
        return a.isNumber() && b.isNumber()
                ? Pass.number(a.value() + b.value(), back, a, b)
                : Pass.of(a.matrix().plus(b.matrix()), back, a, b);
    }

    static Pass times(Pass a, Pass b) {
        Require.given("other", b);
        Consumer<Matrix> back =
                g -> {
                    if (a.needsGradient()) {
                        a.addGradient(summed(g.times(b.matrix()), a));
                    }
                    if (b.needsGradient()) {
                        b.addGradient(summed(g.times(a.matrix()), b));
                    }
                };
        return a.isNumber() && b.isNumber()
                ? Pass.number(a.value() * b.value(), back, a, b)
                : Pass.of(a.matrix().times(b.matrix()), back, a, b);
    }

    private static Matrix summed(Matrix gradient, Pass to) {
        return Broadcasting.sum(gradient, to.matrix().rows(), to.matrix().columns());
    }

    static Pass plus(Pass x, double number) {
        return x.isNumber()
                ? Pass.number(x.value() + number, x::addGradient, x)
                : Pass.of(x.matrix().plus(number), x::addGradient, x);
    }

    static Pass times(Pass x, double number) {
        Consumer<Matrix> back = g -> x.addGradient(g.times(number));
        return x.isNumber()
                ? Pass.number(x.value() * number, back, x)
                : Pass.of(x.matrix().times(number), back, x);
    }

    static Pass reciprocal(Pass x) {
        Require.given("other", x);
        return elementwise(x, a -> 1 / a, (in, y) -> y.times(y).times(-1));
    }

    /** The derivative of a function of one number, at every element. */
    interface Slope {
        /** Of the input x and the output y, the one from which it is found more simply. */
        Matrix at(Matrix x, Matrix y);
    }

    static Pass elementwise(Pass x, DoubleUnaryOperator function, Slope slope) {
        Matrix y = x.matrix().map(function);
        return x.then(y, g -> g.times(slope.at(x.matrix(), y)));
    }

    static Pass matmul(Pass left, Pass right) {
        Matrix a = left.matrix();
        Matrix b = Require.given("other", right).matrix();
        return Pass.of(
                a.matmul(b),
                g -> {
                    Matrix ofA = left.needsGradient() ? Matrix.zeros(a.rows(), a.columns()) : null;
                    Matrix ofB = right.needsGradient() ? Matrix.zeros(b.rows(), b.columns()) : null;
                    Products.back(
                            a.values(),
                            g.values(),
                            b.values(),
                            a.rows(),
                            a.columns(),
                            b.columns(),
                            ofB == null ? null : ofB.values(),
                            null,
                            ofA == null ? null : ofA.values(),
                            null);
                    if (ofA != null) {
                        left.addGradient(ofA);
                    }
                    if (ofB != null) {
                        right.addGradient(ofB);
                    }
                },
                left,
                right);
    }

    static Pass rowSums(Pass x) {
        Matrix in = x.matrix();
        return x.then(in.rowSums(), g -> Broadcasting.spread(g, in.rows(), in.columns()));
    }

    static Pass columnMeans(Pass x) {
        Matrix in = x.matrix();
        return x.then(
                in.columnMeans(),
                g -> Broadcasting.spread(g.dividedBy(in.rows()), in.rows(), in.columns()));
    }

    static Pass columns(Pass x, int from, int to) {
        Matrix in = x.matrix();
        return x.then(
                in.columns(from, to),
                g -> {
                    Matrix result = Matrix.zeros(in.rows(), in.columns());
                    int start = from * in.rows();
                    System.arraycopy(g.values(), 0, result.values(), start, g.values().length);
                    return result;
                });
    }

    static Pass beside(Pass left, Pass right) {
        int here = left.matrix().columns();
        return Pass.of(
                left.matrix().beside(Require.given("right", right).matrix()),
                g -> {
                    if (left.needsGradient()) {
                        left.addGradient(g.columns(0, here));
                    }
                    if (right.needsGradient()) {
                        right.addGradient(g.columns(here, g.columns()));
                    }
                },
                left,
                right);
    }

    static Pass above(Pass top, Pass below) {
        int here = top.matrix().rows();
        return Pass.of(
                top.matrix().above(Require.given("below", below).matrix()),
                g -> {
                    top.addGradient(g.rows(0, here));
                    below.addGradient(g.rows(here, g.rows()));
                },
                top,
                below);
    }
}

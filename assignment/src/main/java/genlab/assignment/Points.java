package genlab.assignment;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a test method is worth in relation to the other tests of its cell; 1 where it is missing.
 *
 * <p>The cell's points are shared in this proportion: of a cell of 10 points, a test with
 * {@code @Points(4)} beside one with {@code @Points(1)} earns 8.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Points {
    /**
     * The weight of the test.
     *
     * @return a positive number
     */
    double value();
}

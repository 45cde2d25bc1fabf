package genlab.assignment;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Methods that take the place of what a task builds on, so that a mistake costs its own task only.
 *
 * <p>A training step calls the student's loss of an earlier task. Where that is wrong, the right
 * step gives wrong numbers. On a hidden test class with stand-ins, the tests that failed are tried
 * once more, with these methods in place of those of the same names and parameters, on the
 * student's side and on the solution's: what passes then has passed.
 *
 * <p>They must cover all that the task uses of earlier ones. They run beside the student's code, so
 * they must not be the earlier task's solution: anything simple of the same shape will do that is
 * neither constant nor what a guess would give, such as three times the mean in place of a loss.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface StandIns {
    /**
     * The methods.
     *
     * @return Java code as in a cell; each method starts at the beginning of a line
     */
    String value();
}

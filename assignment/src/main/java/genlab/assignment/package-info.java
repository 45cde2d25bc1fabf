/**
 * What an assignment needs in a notebook: checks that a student can run, and the terms in which
 * hidden tests are written. Start with {@link genlab.assignment.SelfCheck}.
 *
 * <p>A visible check is a JUnit 5 class in a cell of the notebook; {@link
 * genlab.assignment.SelfCheck#points} runs it there and gives the points as the cell's value. A
 * hidden test is a JUnit 5 class too, but runs in the grader, which has no reference to the
 * student's code: it sends calls through {@link genlab.assignment.Answers} and judges each {@link
 * genlab.assignment.Answer}.
 */
package genlab.assignment;

/**
 * Assignments: from the instructor's notebook to the student's, and from a submission to its score.
 *
 * <p>{@code Assign} is behind {@code ./lab assign}, {@code Release} behind {@code ./lab release},
 * which hands out the kit without this module, {@code Grade} behind {@code ./lab grade}. The
 * student's code runs in a {@code Sandbox} and only ever sends answers; the hidden tests run here
 * and judge them.
 */
package genlab.grading;

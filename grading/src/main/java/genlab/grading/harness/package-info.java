/** The part of the grader that enters the sandbox with the student's cells. */
package genlab.grading.harness;

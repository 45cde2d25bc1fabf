/**
 * What is behind the command {@code ./lab}: read {@link genlab.lab.Lab} first.
 *
 * <p>{@code Start} is what the scripts start; {@code Build} brings the modules up to date, {@code
 * Setup} the rest (kernel, Jupyter, what charts and formulas need in a browser), and each command
 * is a class of its own. All that is generated or downloaded lies in the folder {@code .lab} of the
 * project, web pages in {@code target/site}, which Python makes: {@code src/main/jupyter/run.py}.
 */
package genlab.lab;

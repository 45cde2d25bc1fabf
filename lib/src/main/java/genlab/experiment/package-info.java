/**
 * Many runs instead of one: {@link genlab.experiment.Runs} is read first. The recipes for training
 * a GAN more stably are {@link genlab.experiment.GanRecipe}, one change each, measured alike; those
 * for pictures {@link genlab.experiment.PictureRecipe}, measured by a {@link
 * genlab.experiment.PictureJudge}.
 */
package genlab.experiment;

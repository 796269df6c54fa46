/**
 * Groups of settings that pre-training and fine-tuning both have, apart from the sizes of images, which depend on the
 * model.
 */
package org.mae4j.config.training;

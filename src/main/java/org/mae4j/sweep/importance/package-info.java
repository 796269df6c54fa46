/**
 * Parameter importance: a random forest is fitted to the finished trials, its predictions are cross-validated, and each
 * parameter is rated by how much the predictions depend on it.
 */
package org.mae4j.sweep.importance;

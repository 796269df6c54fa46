/** Products of rows and a weight matrix, with and without a bias, and their gradients. */
package org.mae4j.ops.linear;

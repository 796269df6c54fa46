/**
 * Attention of several heads within a sequence and between two sequences, the linear layers before it, and their
 * gradients.
 */
package org.mae4j.ops.attention;

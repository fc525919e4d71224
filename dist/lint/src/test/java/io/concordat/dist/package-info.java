/**
 * Checks of the Helm chart on what it renders: every object is read strictly with the Kubernetes model of fabric8 (an unknown field is
 * an error), and must say what the chart promises. It does not run on a cluster, and does not find what only a cluster refuses.
 */
@NullMarked
package io.concordat.dist;

import org.jspecify.annotations.NullMarked;

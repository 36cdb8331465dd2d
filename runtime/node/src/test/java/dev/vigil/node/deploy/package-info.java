/** What is shipped for Kubernetes, checked without a cluster: that it can be loaded, and that its parts fit each other. */
@NullMarked
package dev.vigil.node.deploy;

import org.jspecify.annotations.NullMarked;

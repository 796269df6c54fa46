/** Search spaces: the values that each key may take, the conditions under which it varies, and their HOCON readers. */
package org.mae4j.sweep.space;

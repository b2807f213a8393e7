/**
 * Dubbo's URL as a file format: the one place that knows its parameters. Start reading at {@link
 * io.dunlin.registry.dubbo.DubboUrls}; text goes in and comes out, so that nothing outside depends
 * on the URL. Must not know where the text is kept.
 */
@NullMarked
package io.dunlin.registry.dubbo;

import org.jspecify.annotations.NullMarked;

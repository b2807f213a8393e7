/**
 * The real Apache Dubbo's side of the sample: a provider and a consumer as Dubbo's users write
 * them. These classes run in processes of their own, with Dubbo's jars and without Dunlin's. Start
 * reading at {@link io.dunlin.samples.interop.dubbo.DubboUserProvider}.
 */
@NullMarked
package io.dunlin.samples.interop.dubbo;

import org.jspecify.annotations.NullMarked;

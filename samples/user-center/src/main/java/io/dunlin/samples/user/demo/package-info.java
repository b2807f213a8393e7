/**
 * The demonstration behind {@code ./demo}: three providers and a consumer in processes of their
 * own, two of the providers ended while calls go on. Start reading at {@link
 * io.dunlin.samples.user.demo.Demo}; how little it takes to export a service is in {@code
 * DemoProvider}, how little to call one in {@code DemoConsumer}.
 */
@NullMarked
package io.dunlin.samples.user.demo;

import org.jspecify.annotations.NullMarked;

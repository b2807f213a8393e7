/**
 * What the classes of a service's types look like: resolved generic types, which kinds of class can
 * be carried, their fields in wire order, and how instances are made. Start reading at {@link
 * io.dunlin.serialization.objects.TypeRef}. Knows no bytes and is not exported.
 */
@NullMarked
package io.dunlin.serialization.objects;

import org.jspecify.annotations.NullMarked;

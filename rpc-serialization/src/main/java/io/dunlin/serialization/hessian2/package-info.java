/**
 * Hessian 2 as Dubbo's peers speak it, within declared types. Start reading at {@link
 * io.dunlin.serialization.hessian2.Hessian2Serializer}, which compiles types to codecs; {@link
 * io.dunlin.serialization.hessian2.HessianOutput} and {@link
 * io.dunlin.serialization.hessian2.HessianInput} know the bytes. Not exported; some classes are
 * public for the code that is generated for users' types.
 */
@NullMarked
package io.dunlin.serialization.hessian2;

import org.jspecify.annotations.NullMarked;

package io.concordat.node.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;

/**
 * Reads the type of a record component as it is written: {@code @Nullable} may be left out or null in JSON, everything else, and every
 * element of a list, may be neither.
 */
final class NullableComponents extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        return (member instanceof AnnotatedParameter parameter && isRecordComponent(parameter))
                ? Boolean.valueOf(!isNullable(parameter))
                : super.hasRequiredMarker(member);
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
        return (annotated instanceof AnnotatedParameter parameter && isRecordComponent(parameter))
                ? JsonSetter.Value.construct(isNullable(parameter) ? Nulls.SET : Nulls.FAIL, Nulls.FAIL)
                : super.findSetterInfo(annotated);
    }

    private static boolean isRecordComponent(AnnotatedParameter parameter) {
        return parameter.getDeclaringClass().isRecord();
    }

    private static boolean isNullable(AnnotatedParameter parameter) {
        if (!(parameter.getOwner().getAnnotated() instanceof Executable executable)) {
            return false;
        }
        AnnotatedType type = executable.getAnnotatedParameterTypes()[parameter.getIndex()];
        return type.isAnnotationPresent(Nullable.class);
    }
}

package io.concordat.crypto.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Runs a property with {@link #value()} generators, each from its own seed.
 *
 * <p>The seed stands in the test's name; {@code -Dcases.seed=<seed>} runs that case alone and
 * {@code -Dcases.count=<n>} runs more of them.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(RandomCases.Provider.class)
public @interface RandomCases {
    /** The number of cases. */
    int value() default 100;

    /** Supplies one seeded generator per case. */
    final class Provider implements ArgumentsProvider, AnnotationConsumer<RandomCases> {
        private int cases;

        @Override
        public void accept(RandomCases annotation) {
            cases = annotation.value();
        }

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            Long only = Long.getLong("cases.seed");
            LongStream seeds =
                    only == null ? LongStream.range(0, Long.getLong("cases.count", cases)) : LongStream.of(only);
            return seeds.mapToObj(seed -> Arguments.of(Named.of("seed " + seed, new SplittableRandom(seed))));
        }
    }
}

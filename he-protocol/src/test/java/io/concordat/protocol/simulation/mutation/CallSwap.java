package io.concordat.protocol.simulation.mutation;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Exchanges the calls of one method in one class for calls of a static method of the same name elsewhere; an instance
 * method's receiver becomes the first argument.
 *
 * @param in the class whose code is changed
 * @param owner the class whose method it calls
 * @param method the name of that method
 * @param replacement the class whose static method it calls instead
 */
record CallSwap(String in, String owner, String method, String replacement) {
    /** The changed class file. */
    byte[] apply(byte[] original) {
        AtomicInteger swapped = new AtomicInteger();
        ClassModel model = ClassFile.of().parse(original);
        CodeTransform calls = (code, element) -> {
            if (element instanceof InvokeInstruction call
                    && call.owner().asInternalName().equals(owner.replace('.', '/'))
                    && call.name().equalsString(method)) {
                swapped.incrementAndGet();
                MethodTypeDesc type = call.typeSymbol();
                if (call.opcode() != Opcode.INVOKESTATIC) {
                    type = type.insertParameterTypes(0, ClassDesc.of(owner));
                }
                code.invokestatic(ClassDesc.of(replacement), method, type);
            } else {
                code.with(element);
            }
        };
        byte[] changed = ClassFile.of()
                .transformClass(model, ClassTransform.transformingMethodBodies(MethodModel.class::isInstance, calls));
        if (swapped.get() == 0) {
            throw new AssertionError("Expected calls of " + owner + "." + method + " in " + in + " but found none");
        }
        return changed;
    }
}

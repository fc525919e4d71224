package io.concordat.node.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.stream.Collectors;

/** Bytes that are not the JSON wanted. The message is a sentence with the place, without the value found there. */
public final class JsonRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    JsonRefusedException(String message) {
        super(message);
        this.sentence = message;
    }

    @Override
    public String getMessage() {
        return sentence;
    }

    /** What is wrong and where, from Jackson's exception; its own message may quote the input and is not used. */
    static String sentence(JsonProcessingException e) {
        String place = e.getLocation() == null || e.getLocation().getLineNr() < 0
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String path = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            return "The field " + path + " is missing or not of the type expected" + place;
        }
        if (e instanceof JsonMappingException) {
            return "A required field is missing or the value is not of the type expected" + place;
        }
        return "The body is not valid JSON within the limits (no duplicate fields, at most 32 levels)" + place;
    }
}

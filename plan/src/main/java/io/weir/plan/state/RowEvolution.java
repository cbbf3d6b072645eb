package io.weir.plan.state;

import static java.util.Objects.requireNonNull;

import io.weir.plan.state.CoderVerdict.Evolved;
import io.weir.plan.state.CoderVerdict.Incompatible;
import io.weir.plan.state.CoderVerdict.Same;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.model.pipeline.v1.SchemaApi;

/**
 * Whether rows of one schema can be read with another. Fields are known by their names; they may
 * change places, may become nullable, and new ones are allowed if they are nullable.
 *
 * <p>Beam's row coder writes fields in the order of their encoding positions and takes fields that
 * are missing at the end for null. So the new schema gets the old fields' positions, and new fields
 * come behind them; rows that are written from then on have the same form.
 */
final class RowEvolution {
  private final SchemaApi.Schema before;
  private final SchemaApi.Schema after;
  private final Map<String, SchemaApi.Field> newFields = new HashMap<>();
  private final Map<String, Integer> positions = new HashMap<>();
  private final List<String> changes = new ArrayList<>();

  private RowEvolution(SchemaApi.Schema before, SchemaApi.Schema after) {
    this.before = before;
    this.after = after;
    after.getFieldsList().forEach(field -> newFields.put(field.getName(), field));
  }

  static CoderVerdict compare(SchemaApi.Schema before, SchemaApi.Schema after) {
    return new RowEvolution(before, after).compare();
  }

  private CoderVerdict compare() {
    for (int i = 0; i < before.getFieldsCount(); i++) {
      SchemaApi.Field old = before.getFields(i);
      SchemaApi.Field now = newFields.get(old.getName());
      if (now == null) {
        return new Incompatible("field \"" + old.getName() + "\" was removed");
      }
      String problem = typeProblem(old, now);
      if (!problem.isEmpty()) {
        return new Incompatible(problem);
      }
      positions.put(old.getName(), position(before, i));
    }
    for (int i = 0; i < after.getFieldsCount(); i++) {
      String name = after.getFields(i).getName();
      if (positions.containsKey(name)) {
        if (position(after, i) != positionOf(name)) {
          changes.add("field \"" + name + "\" moved");
        }
      } else if (after.getFields(i).getType().getNullable()) {
        changes.add("new nullable field \"" + name + "\"");
        positions.put(name, positions.size());
      } else {
        return new Incompatible("new field \"" + name + "\" is not nullable");
      }
    }
    return changes.isEmpty() ? new Same() : new Evolved(String.join(", ", changes), coder());
  }

  private int positionOf(String field) {
    return requireNonNull(positions.get(field));
  }

  private static int position(SchemaApi.Schema schema, int index) {
    return schema.getEncodingPositionsSet() ? schema.getFields(index).getEncodingPosition() : index;
  }

  private String typeProblem(SchemaApi.Field old, SchemaApi.Field now) {
    if (!plain(old.getType()).equals(plain(now.getType()))) {
      return "field \"" + old.getName() + "\" has another type";
    }
    if (old.getType().getNullable() && !now.getType().getNullable()) {
      return "field \"" + old.getName() + "\" is not nullable any more";
    }
    if (old.getType().getNullable() != now.getType().getNullable()) {
      changes.add("field \"" + old.getName() + "\" became nullable");
    }
    return "";
  }

  /** The type without what may differ: nullability, and the random ids of nested schemas. */
  private static SchemaApi.FieldType plain(SchemaApi.FieldType type) {
    return withoutIds(type).toBuilder().clearNullable().build();
  }

  private static SchemaApi.FieldType withoutIds(SchemaApi.FieldType type) {
    SchemaApi.FieldType.Builder plain = type.toBuilder();
    switch (type.getTypeInfoCase()) {
      case ROW_TYPE ->
          plain.getRowTypeBuilder().setSchema(withoutIds(type.getRowType().getSchema()));
      case ARRAY_TYPE ->
          plain
              .getArrayTypeBuilder()
              .setElementType(withoutIds(type.getArrayType().getElementType()));
      case ITERABLE_TYPE ->
          plain
              .getIterableTypeBuilder()
              .setElementType(withoutIds(type.getIterableType().getElementType()));
      case MAP_TYPE ->
          plain
              .getMapTypeBuilder()
              .setKeyType(withoutIds(type.getMapType().getKeyType()))
              .setValueType(withoutIds(type.getMapType().getValueType()));
      case ATOMIC_TYPE, LOGICAL_TYPE, TYPEINFO_NOT_SET -> {
        // Nothing is nested that has an id.
      }
    }
    return plain.build();
  }

  private static SchemaApi.Schema withoutIds(SchemaApi.Schema schema) {
    SchemaApi.Schema.Builder plain = schema.toBuilder().clearId();
    for (SchemaApi.Field.Builder field : plain.getFieldsBuilderList()) {
      field.setType(withoutIds(field.getType()));
    }
    return plain.build();
  }

  /** The id is new too: Beam's row coders are one for each id, whatever the positions. */
  private RunnerApi.Coder coder() {
    SchemaApi.Schema.Builder evolved = after.toBuilder().setEncodingPositionsSet(true);
    for (SchemaApi.Field.Builder field : evolved.getFieldsBuilderList()) {
      field.setEncodingPosition(positionOf(field.getName()));
    }
    UUID id = UUID.nameUUIDFromBytes(evolved.build().toString().getBytes(StandardCharsets.UTF_8));
    evolved.setId(id.toString());
    return RunnerApi.Coder.newBuilder()
        .setSpec(
            RunnerApi.FunctionSpec.newBuilder()
                .setUrn("beam:coder:row:v1")
                .setPayload(evolved.build().toByteString()))
        .build();
  }
}

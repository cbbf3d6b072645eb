package io.weir.plan.state;

import io.weir.engine.graph.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.model.pipeline.v1.RunnerApi;

/**
 * What the state of a job looks like. Its bytes are stored with each checkpoint, so that tools can
 * tell what is in it without the job's code: a custom coder's payload is carried along and never
 * needed to read the rest.
 *
 * @param operators the operators that keep state
 * @param coders the coders that the cells name, with those that these are made of
 * @param elementForm stands for the coders of all elements between operators: two pipelines with
 *     the same one understand each other's elements
 */
public record StateSchema(
    List<OperatorState> operators, RunnerApi.Components coders, String elementForm) {
  private static final byte VERSION = 2;

  /** Copies the list. */
  public StateSchema {
    operators = List.copyOf(operators);
  }

  /** The state of the operator of that stable name; empty when it keeps none. */
  public Optional<OperatorState> operator(String name) {
    return operators.stream().filter(each -> each.operator().equals(name)).findFirst();
  }

  /** A coder in words: its kind, or the class of a custom one, with its components. */
  public String describeCoder(String id) {
    RunnerApi.Coder coder = coders.getCodersOrThrow(id);
    List<String> parts =
        coder.getComponentCoderIdsList().stream().map(this::describeCoder).toList();
    String name = CoderComparison.name(coder);
    return parts.isEmpty() ? name : name + "<" + String.join(", ", parts) + ">";
  }

  /** The stored form. */
  public Bytes toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeByte(VERSION);
      out.writeInt(operators.size());
      for (OperatorState operator : operators) {
        write(out, operator);
      }
      out.writeUTF(elementForm);
      coders.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.copyOf(bytes.toByteArray());
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException if the version or the bytes are not understood
   */
  public static StateSchema parse(Bytes bytes) {
    DataInputStream in = new DataInputStream(bytes.newInput());
    try {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException("unknown version " + version + " of a state schema");
      }
      int count = in.readInt();
      List<OperatorState> operators = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        operators.add(readOperator(in));
      }
      String elementForm = in.readUTF();
      return new StateSchema(operators, RunnerApi.Components.parseFrom(in), elementForm);
    } catch (IOException e) {
      throw new IllegalArgumentException("a state schema cannot be read", e);
    }
  }

  private static void write(DataOutputStream out, OperatorState operator) throws IOException {
    out.writeUTF(operator.operator());
    out.writeInt(operator.cells().size());
    for (StateCell cell : operator.cells()) {
      out.writeUTF(cell.id());
      out.writeUTF(cell.kind().name());
      out.writeInt(cell.coders().size());
      for (String coder : cell.coders()) {
        out.writeUTF(coder);
      }
    }
  }

  private static OperatorState readOperator(DataInputStream in) throws IOException {
    String name = in.readUTF();
    List<StateCell> cells = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String id = in.readUTF();
      StateCell.Kind kind = StateCell.Kind.valueOf(in.readUTF());
      List<String> coders = new ArrayList<>();
      int coderCount = in.readInt();
      for (int j = 0; j < coderCount; j++) {
        coders.add(in.readUTF());
      }
      cells.add(new StateCell(id, kind, coders));
    }
    return new OperatorState(name, cells);
  }
}

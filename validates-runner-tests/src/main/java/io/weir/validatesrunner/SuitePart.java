package io.weir.validatesrunner;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A part of the suite: every {@code parts}-th test, so that each part has some of every large
 * class.
 *
 * @param number from 1 to {@code parts}
 */
record SuitePart(int number, int parts) {
  /** All tests. */
  static final SuitePart WHOLE = new SuitePart(1, 1);

  SuitePart {
    if (number < 1 || number > parts) {
      throw new IllegalArgumentException("no part " + number + " of " + parts);
    }
  }

  /** The tests of this part. */
  List<SuiteTest> of(List<SuiteTest> tests) {
    List<SuiteTest> mine = new ArrayList<>();
    for (int i = number - 1; i < tests.size(); i += parts) {
      mine.add(tests.get(i));
    }
    return mine;
  }

  /** Reads {@code 2/6}. */
  static final class Converter implements ITypeConverter<SuitePart> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,3})/([0-9]{1,3})");

    @Override
    public SuitePart convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("expected K/N, as in 2/6, not '" + text + "'");
      }
      return new SuitePart(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }
  }
}

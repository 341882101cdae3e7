package org.fputlab.model;

import java.util.List;

/** Numbers of files or mounts, in order; immutable, and four bytes each however many there are. */
public final class Items {

  /** No items. */
  public static final Items NONE = new Items(new int[0]);

  private final int[] numbers;

  private Items(int[] numbers) {
    this.numbers = numbers;
  }

  /** Takes over {@code numbers}: the caller must not use the array again. */
  public static Items owning(int[] numbers) {
    return numbers.length == 0 ? NONE : new Items(numbers);
  }

  public static Items of(List<Integer> numbers) {
    return owning(numbers.stream().mapToInt(Integer::intValue).toArray());
  }

  public int size() {
    return numbers.length;
  }

  /** The {@code index}-th, from 0. */
  public int get(int index) {
    return numbers[index];
  }
}

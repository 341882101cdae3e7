package org.fputlab.model;

import java.util.Arrays;
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

  @Override
  public boolean equals(Object other) {
    return other instanceof Items items && Arrays.equals(numbers, items.numbers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }

  /** Puts items together of which the last added comes first. */
  public static final class Builder {

    private final int[] numbers;
    private int free;

    /**
     * @param count how many will be added
     */
    public Builder(int count) {
      this.numbers = new int[count];
      this.free = count;
    }

    /** Adds one before all others. */
    public void addBefore(int number) {
      numbers[--free] = number;
    }

    /** All of them; to be called once, when as many were added as were announced. */
    public Items build() {
      if (free > 0) {
        throw new IllegalStateException(free + " items are missing");
      }
      return owning(numbers);
    }
  }
}

// What the charts remember of a run: the whole of it, ever coarser as it gets longer, so that a day costs no more than a minute.

const MOST_POINTS = 1200;

/** Rows of a time and some values. When there are too many, each two neighbours become one that keeps the greater values. */
export class History {
  constructor(series) {
    this.columns = Array.from({length: series + 1}, () => []);
    this.step = 1;
    this.pending = 0;
  }

  /** Adds a row; rows between two steps are drawn into the last one. */
  add(time, values) {
    const times = this.columns[0];
    if (times.length > 0 && this.pending % this.step !== 0) {
      this.mergeIntoLast(values);
    } else {
      times.push(time);
      values.forEach((value, i) => this.columns[i + 1].push(value));
    }
    this.pending = (this.pending + 1) % this.step;
    if (times.length > MOST_POINTS) {
      this.halve();
    }
  }

  get lastTime() {
    return this.columns[0].at(-1) ?? -1;
  }

  clear() {
    this.columns.forEach((column) => column.length = 0);
    this.step = 1;
    this.pending = 0;
  }

  mergeIntoLast(values) {
    values.forEach((value, i) => {
      const column = this.columns[i + 1];
      column[column.length - 1] = greater(column[column.length - 1], value);
    });
  }

  halve() {
    this.columns = this.columns.map((column, i) => {
      const halved = [];
      for (let at = 0; at < column.length; at += 2) {
        halved.push(i === 0 ? column[at] : greater(column[at], column[at + 1]));
      }
      return halved;
    });
    this.step *= 2;
    this.pending = 0;
  }
}

function greater(one, other) {
  if (one === null || one === undefined) {
    return other ?? null;
  }
  return other === null || other === undefined ? one : Math.max(one, other);
}

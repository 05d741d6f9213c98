// A list of rows: sorted, filtered, and rendered in portions as the reader scrolls, so that ten
// thousand rows cost no more than a hundred. A row opens to its detail.

const PORTION = 100;

const collator = new Intl.Collator('en', {numeric: true});

function byText(name) {
  return (one, other) => collator.compare(one[name], other[name]);
}

// `kind` says what the rows are: `sorts` in the order of the columns, the first one to begin with;
// `makeCell(row, column)`, of which one holds a button `open`; and `makeDetail(row)`.
class List {
  constructor(kind, rows, table, more, onCount) {
    this.kind = kind;
    this.columns = [...new Set(kind.sorts.map((sort) => sort.column))];
    this.rows = rows;
    this.body = table.tBodies[0];
    this.more = more;
    this.onCount = onCount;
    this.sort = {by: kind.sorts[0], turned: false};
    this.filter = () => true;
    this.open = new Map(); // rows to the elements of their details
    this.makeHead(table.tHead.rows[0]);
    this.body.addEventListener('click', (event) => this.clicked(event));
    more.addEventListener('click', () => this.showMore(PORTION));
    new IntersectionObserver(
      (seen) => seen.some((one) => one.isIntersecting) && this.showMore(PORTION),
      {rootMargin: '600px'},
    ).observe(more);
    this.update();
  }

  makeHead(head) {
    this.heads = this.columns.map((column) => {
      const cell = make('th', column);
      cell.scope = 'col';
      for (const sort of this.kind.sorts.filter((one) => one.column === column)) {
        cell.append(button('sort', sort.title, () => this.sortBy(sort)));
        cell.lastChild.dataset.sort = sort.name;
      }
      return cell;
    });
    head.append(...this.heads);
  }

  sortBy(sort) {
    this.sort = {by: sort, turned: this.sort.by === sort && !this.sort.turned};
    this.update();
  }

  filterBy(filter) {
    this.filter = filter;
    this.update();
  }

  // An open detail stays open when its row moves.
  update() {
    const {by, turned} = this.sort;
    const sign = turned ? -1 : 1;
    this.shown = this.rows
      .filter(this.filter)
      .sort((one, other) => sign * by.compare(one, other) || one.order - other.order);
    this.made = 0;
    this.elements = new Map();
    this.body.replaceChildren();
    this.showMore(PORTION);
    this.markSort();
    this.onCount(this.shown.length);
  }

  markSort() {
    for (const control of this.heads.flatMap((head) => [...head.children])) {
      const direction = this.sort.turned ? 'descending' : 'ascending';
      control.dataset.direction = control.dataset.sort === this.sort.by.name ? direction : '';
    }
    for (const [at, head] of this.heads.entries()) {
      const direction = this.sort.turned ? 'descending' : 'ascending';
      const isSorted = this.columns[at] === this.sort.by.column;
      head.setAttribute('aria-sort', isSorted ? direction : 'none');
    }
  }

  showMore(number) {
    const next = this.shown.slice(this.made, this.made + number);
    this.made += next.length;
    this.body.append(...next.flatMap((row) => this.makeRow(row)));
    const left = this.shown.length - this.made;
    this.more.hidden = left === 0;
    this.more.textContent = `${count(left)} more`;
  }

  makeRow(row) {
    const element = make(
      'tr',
      'entry',
      this.columns.map((column) => this.kind.makeCell(row, column)),
    );
    this.elements.set(element, row);
    row.element = element;
    const detail = this.open.get(row);
    this.markOpen(row, detail !== undefined);
    return detail ? [element, detail] : [element];
  }

  markOpen(row, isOpen) {
    row.element.classList.toggle('is-open', isOpen);
    row.element.querySelector('button.open').setAttribute('aria-expanded', isOpen);
  }

  // A click anywhere on a row opens it, except while text is selected for copying.
  clicked(event) {
    const row = this.elements.get(event.target.closest('tr.entry'));
    const selects = !event.target.closest('button') && getSelection().type === 'Range';
    if (row && !selects) this.toggle(row);
  }

  toggle(row) {
    const detail = this.open.get(row);
    if (detail) {
      detail.remove();
      this.open.delete(row);
    } else {
      const cell = make('td', '', this.kind.makeDetail(row));
      cell.colSpan = this.columns.length;
      this.open.set(row, make('tr', 'detail', cell));
      row.element.after(this.open.get(row));
    }
    this.markOpen(row, !detail);
    this.body.classList.toggle('has-open', this.open.size > 0);
  }
}

// The list of alerts: sorted, filtered, and rendered in portions as the reader scrolls, so that
// ten thousand alerts cost no more than a hundred.

const PORTION = 100;

const collator = new Intl.Collator('en', {numeric: true});

function byText(name) {
  return (one, other) => collator.compare(one[name], other[name]);
}

function rank(row) {
  const found = PRIORITIES.indexOf(row.priority);
  return found < 0 ? PRIORITIES.length : found;
}

// In the order of the columns. Sort keys of one column share its head.
const SORTS = [
  {
    name: 'time',
    title: 'Time (UTC)',
    column: 'time',
    compare: (one, other) => one.seconds - other.seconds || 0,
  },
  {
    name: 'priority',
    title: 'Priority',
    column: 'priority',
    compare: (one, other) => rank(one) - rank(other),
  },
  {name: 'source', title: 'Source', column: 'source', compare: byText('source')},
  {name: 'place', title: 'place', column: 'source', compare: byText('place')},
  {name: 'action', title: 'Action', column: 'action', compare: byText('action')},
  {name: 'bucket', title: 'Bucket', column: 'object', compare: byText('bucket')},
  {name: 'key', title: 'key', column: 'object', compare: byText('key')},
  {
    name: 'bytes',
    title: 'Bytes out',
    column: 'bytes',
    compare: (one, other) => other.bytesOut - one.bytesOut,
  },
  {
    name: 'marks',
    title: 'Marks',
    column: 'marks',
    compare: (one, other) => other.marks.size - one.marks.size,
  },
];
const COLUMNS = [...new Set(SORTS.map((sort) => sort.column))];

function makeCell(row, column) {
  const cells = {
    time: () => make('button', 'open', timeText(row.time).slice(0, 19) || 'no time'),
    priority: () =>
      make(
        'span',
        `priority ${PRIORITIES.includes(row.priority) ? row.priority : ''}`,
        stranger(row.priority, '', 20),
      ),
    source: () => [
      stranger(row.source, '', 200),
      row.place && make('small', '', stranger(row.place, '', 200)),
    ],
    action: () => stranger(row.action, '', 200),
    object: () => [
      stranger(row.bucket, '', 200),
      row.key && make('small', '', stranger(row.key, 'code', 200)),
    ],
    bytes: () => (row.bytesOut > 0 ? bytes(row.bytesOut) : ''),
    marks: () =>
      [...row.marks]
        .filter(([, text]) => text)
        .map(([name, text]) => make('span', `mark ${name}`, text)),
  };
  return make('td', column, cells[column]());
}

class AlertList {
  constructor(rows, table, more, onCount) {
    this.rows = rows;
    this.body = table.tBodies[0];
    this.more = more;
    this.onCount = onCount;
    this.sort = {by: SORTS[0], turned: false};
    this.filter = () => true;
    this.open = new Map(); // rows to the elements of their dossiers
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
    this.heads = COLUMNS.map((column) => {
      const cell = make('th', column);
      cell.scope = 'col';
      for (const sort of SORTS.filter((one) => one.column === column)) {
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

  // An open dossier stays open when its row moves.
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
      head.setAttribute('aria-sort', COLUMNS[at] === this.sort.by.column ? direction : 'none');
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
      'alert',
      COLUMNS.map((column) => makeCell(row, column)),
    );
    this.elements.set(element, row);
    row.element = element;
    const dossier = this.open.get(row);
    this.markOpen(row, dossier !== undefined);
    return dossier ? [element, dossier] : [element];
  }

  markOpen(row, isOpen) {
    row.element.classList.toggle('is-open', isOpen);
    row.element.querySelector('button.open').setAttribute('aria-expanded', isOpen);
  }

  // A click anywhere on a row opens it, except while text is selected for copying.
  clicked(event) {
    const row = this.elements.get(event.target.closest('tr.alert'));
    const selects = !event.target.closest('button') && getSelection().type === 'Range';
    if (row && !selects) this.toggle(row);
  }

  toggle(row) {
    const dossier = this.open.get(row);
    if (dossier) {
      dossier.remove();
      this.open.delete(row);
    } else {
      const cell = make('td', '', makeDossier(JSON.parse(row.block.textContent)));
      cell.colSpan = COLUMNS.length;
      this.open.set(row, make('tr', 'dossier', cell));
      row.element.after(this.open.get(row));
    }
    this.markOpen(row, !dossier);
    this.body.classList.toggle('has-open', this.open.size > 0);
  }
}

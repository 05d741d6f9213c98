// Reads the dossiers in the page and sets up the list and its filters.

function readRows() {
  const blocks = document.querySelectorAll('script[type="application/json"]');
  const rows = [];
  let damaged = 0;
  for (const block of blocks) {
    try {
      rows.push(rowOf(JSON.parse(block.textContent), block, rows.length));
    } catch {
      ++damaged;
    }
  }
  return {rows, damaged};
}

function overview(rows, damaged) {
  const times = rows
    .map((row) => row.time)
    .filter(Boolean)
    .sort();
  const different = (name) => new Set(rows.map((row) => row[name]).filter(Boolean)).size;
  const told =
    rows.length === 0
      ? ['No alerts']
      : [
          counted(rows.length, 'alert'),
          counted(different('source'), 'source'),
          counted(different('bucket'), 'bucket'),
          spanText({first: times[0], last: times[times.length - 1]}),
        ];
  if (damaged > 0) told.push(`${counted(damaged, 'dossier')} unreadable`);
  return told.join(' · ');
}

function makeFilters(rows, onChange) {
  const input = document.getElementById('words');
  const priorities = makeBoxes(
    document.getElementById('priorities'),
    PRIORITIES.map((name) => ({
      name,
      title: name,
      rows: rows.filter((row) => row.priority === name).length,
    })),
    () => onChange(filter()),
  );
  const marks = makeBoxes(
    document.getElementById('marks'),
    MARKS.map(({name, title}) => ({
      name,
      title,
      rows: rows.filter((row) => row.marks.has(name)).length,
    })),
    () => onChange(filter()),
  );
  input.addEventListener('input', () => onChange(filter()));
  document.getElementById('filters').addEventListener('submit', (event) => event.preventDefault());

  function filter() {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const ticked = (boxes) => boxes.filter((box) => box.checked).map((box) => box.name);
    const ofPriority = ticked(priorities);
    const withMarks = ticked(marks);
    return (row) =>
      wanted.every((word) => row.words.includes(word)) &&
      (ofPriority.length === 0 || ofPriority.includes(row.priority)) &&
      withMarks.every((mark) => row.marks.has(mark));
  }
}

function start() {
  const {rows, damaged} = readRows();
  document.getElementById('overview').textContent = overview(rows, damaged);
  if (rows.length === 0) return;
  document.getElementById('alerts').hidden = false;
  document.getElementById('filters').hidden = rows.length === 1;
  const list = new List(
    ALERTS,
    rows,
    document.getElementById('list'),
    document.getElementById('more'),
    (number) => {
      document.getElementById('count').textContent =
        number === rows.length ? '' : `${count(number)} of ${counted(rows.length, 'alert')}`;
    },
  );
  makeFilters(rows, (filter) => list.filterBy(filter));
  if (rows.length === 1) list.toggle(rows[0]);
  // Prints the open dossiers or, if none is open, the whole list.
  addEventListener('beforeprint', () => list.open.size === 0 && list.showMore(rows.length));
}

start();

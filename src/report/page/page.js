// Reads the incidents in the page and sets up the list, its filters, links and printing.

function readIncidents() {
  const rows = [];
  let head;
  let files = [];
  let damaged = 0;
  for (const block of document.querySelectorAll('script[type="application/json"]')) {
    try {
      const read = JSON.parse(block.textContent);
      if (at(read, 'head')) head = read.head;
      else if (at(read, 'files')) files = listAt(read, 'files');
      else rows.push(incidentRow(read, block, rows.length));
    } catch {
      ++damaged;
    }
  }
  return {rows, head, files, damaged};
}

function overview(rows, damaged) {
  const told = rows.length === 0 ? ['No incidents'] : [counted(rows.length, 'incident')];
  for (const name of SEVERITIES) {
    const number = rows.filter((row) => row.severity === name).length;
    if (number > 0) told.push(`${count(number)} ${name}`);
  }
  const open = rows.filter((row) => row.state.name === 'open').length;
  if (open > 0) told.push(`${count(open)} still open`);
  const alerts = sum(rows.map((row) => row.alerts));
  if (alerts > 0) told.push(counted(alerts, 'alert'));
  if (damaged > 0) told.push(`${counted(damaged, 'incident')} unreadable`);
  return told.join(' · ');
}

// What the report rests on.
function showHead(head) {
  if (!head) return;
  const logs = spanText(at(head, 'logs')) || 'no records';
  const damaged = numberAt(head, 'damaged_files');
  document.getElementById('head').append(
    fold(
      `Logs of ${logs}, read by s3rare ${visible(textAt(head, 'version'))}`,
      facts([
        ['logs', stranger(listAt(head, 'paths').map(String).join(' '), 'code')],
        ['records', count(numberAt(head, 'records'))],
        ['files', count(numberAt(head, 'files'))],
        ['damaged files', damaged > 0 ? count(damaged) : ''],
        ...listAt(head, 'settings').map((one) => [
          visible(textAt(one, 'name')),
          stranger(textAt(one, 'value'), 'code'),
        ]),
      ]),
    ),
  );
}

// A choice of the values that occur; hidden if there is one.
function makeChoice(id, values, onChange) {
  const select = document.getElementById(id);
  const numbers = new Map();
  for (const value of values) numbers.set(value, (numbers.get(value) ?? 0) + 1);
  const names = [...numbers.keys()].sort(collator.compare);
  const option = (name, text) => {
    const made = make('option', '', text);
    made.value = name;
    return made;
  };
  select.append(
    option('all', `all ${count(names.length)}`),
    ...names.map((name, at) =>
      option(String(at), `${visible(name) || 'not known'} (${count(numbers.get(name))})`),
    ),
  );
  select.parentElement.hidden = names.length < 2;
  select.addEventListener('change', onChange);
  return {select, wanted: () => (select.value === 'all' ? undefined : names[Number(select.value)])};
}

function makeFilters(rows, onChange) {
  const changed = () => onChange(filter());
  const input = document.getElementById('words');
  const boxes = (id, choices, has) =>
    makeBoxes(
      document.getElementById(id),
      choices.map(({name, title}) => ({name, title, rows: rows.filter((row) => has(row, name)).length})),
      changed,
    );
  const hasSeverity = (row, name) => row.severity === name;
  const severities = boxes('severities', SEVERITIES.map((name) => ({name, title: name})), hasSeverity);
  const states = boxes('states', STATES, (row, name) => row.state.name === name);
  const marks = boxes('marks', INCIDENT_MARKS, (row, name) => row.marks.has(name));
  const account = makeChoice('accounts', rows.map((row) => row.account), changed);
  const region = makeChoice('regions', rows.map((row) => row.region), changed);
  input.addEventListener('input', changed);
  document.getElementById('filters').addEventListener('submit', (event) => event.preventDefault());

  function filter() {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const ticked = (made) => made.filter((box) => box.checked).map((box) => box.name);
    const [ofSeverity, ofState, withMarks] = [severities, states, marks].map(ticked);
    const [inAccount, inRegion] = [account, region].map((choice) => choice.wanted());
    return (row) =>
      wanted.every((word) => row.words.includes(word)) &&
      (ofSeverity.length === 0 || ofSeverity.includes(row.severity)) &&
      (ofState.length === 0 || ofState.includes(row.state.name)) &&
      withMarks.every((mark) => row.marks.has(mark)) &&
      (inAccount === undefined || row.account === inAccount) &&
      (inRegion === undefined || row.region === inRegion);
  }

  return {
    clear() {
      for (const box of [...severities, ...states, ...marks]) box.checked = false;
      for (const choice of [account, region]) choice.select.value = 'all';
      input.value = '';
      changed();
    },
  };
}

// Opens the incident that the address names, whatever is filtered.
function follow(list, filters) {
  const row = list.rows.find((one) => one.id === location.hash.slice(1));
  if (!row) return;
  if (!list.shown.includes(row)) filters.clear();
  list.showMore(Math.max(list.shown.indexOf(row) + 1 - list.made, 0));
  if (!list.open.has(row)) list.toggle(row);
  row.element.scrollIntoView();
  row.element.querySelector('button.open').focus({preventScroll: true});
}

// Paper unfolds nothing: what is folded is left out, and where a list goes on, that is said.
function onPaper(article) {
  for (const folded of article.querySelectorAll('details')) {
    const told = folded.firstChild.textContent;
    if (told.endsWith(' more')) folded.replaceWith(make('p', 'note', `${told}, on the page.`));
    else folded.remove();
  }
  for (const pressed of article.querySelectorAll('button')) pressed.remove();
  return article;
}

function start() {
  const {rows, head, files, damaged} = readIncidents();
  document.getElementById('overview').textContent = overview(rows, damaged);
  showHead(head);
  if (rows.length === 0) return;
  const ids = new Map(rows.map((row) => [JSON.stringify([row.account, row.region, row.bucket]), row.id]));
  const idOf = (other) =>
    ids.get(JSON.stringify(['account', 'region', 'bucket'].map((name) => textAt(other, name))));
  // The page holds the name of a file once, and its number in evidence.
  const named = (name, value) => (name === 'file' ? (files[value] ?? value) : value);
  const read = (row) => JSON.parse(row.block.textContent, named);
  const makeDetail = (row) => makeIncident(read(row), idOf);
  document.getElementById('incidents').hidden = false;
  document.getElementById('filters').hidden = rows.length === 1;
  const list = new List(
    {sorts: INCIDENT_SORTS, makeCell: incidentCell, makeDetail},
    rows,
    document.getElementById('list'),
    document.getElementById('more'),
    (number) => {
      document.getElementById('count').textContent =
        number === rows.length ? '' : `${count(number)} of ${counted(rows.length, 'incident')}`;
    },
  );
  const filters = makeFilters(rows, (filter) => list.filterBy(filter));
  if (rows.length === 1) list.toggle(rows[0]);
  addEventListener('hashchange', () => follow(list, filters));
  follow(list, filters);
  // Prints the list, and the open incidents or, if none is open, a sheet for each in the list.
  const pages = document.getElementById('pages');
  addEventListener('beforeprint', () => {
    list.showMore(list.shown.length);
    const open = list.shown.filter((row) => list.open.has(row));
    const sheets = open.length > 0 ? open.map(makeDetail) : list.shown.map((row) => makeSheet(read(row)));
    pages.replaceChildren(...sheets.map(onPaper));
  });
  addEventListener('afterprint', () => pages.replaceChildren());
}

start();

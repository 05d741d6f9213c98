// The building blocks of a dossier: facts, tables, counts, evidence, folds.

function fold(summary, ...children) {
  return make('details', '', make('summary', '', summary), ...children);
}

// Pairs of a name and a value; pairs without a value are omitted.
function facts(pairs) {
  const told = pairs.map(([name, value]) => [make('dt', '', name), make('dd', '', value)]);
  const known = told.filter(([, value]) => value.textContent !== '');
  return make(
    'dl',
    'facts',
    known.map((pair) => make('div', '', pair)),
  );
}

function makeTable(heads, rows, className = '') {
  const head = make(
    'tr',
    '',
    heads.map((title) => make('th', '', title)),
  );
  const body = rows.map((cells) =>
    make(
      'tr',
      '',
      cells.map((cell, at) => {
        const made = make(
          'td',
          typeof cell === 'number' ? 'number' : '',
          typeof cell === 'number' ? count(cell) : cell,
        );
        made.dataset.head = heads[at];
        return made;
      }),
    ),
  );
  return make(
    'div',
    'scroll',
    make('table', className, make('thead', '', head), make('tbody', '', body)),
  );
}

function spanText(span) {
  const first = textAt(span, 'first');
  const last = textAt(span, 'last');
  if (!first) return '';
  return first === last ? timeText(first) : `${timeText(first)} to ${timeText(last)}`;
}

// The records that show a statement.
function evidenceTable(evidence) {
  return makeTable(
    ['event ID', 'file', 'offset'],
    evidence.map((one) => [
      stranger(textAt(one, 'event_id'), 'code'),
      stranger(textAt(one, 'file'), 'code'),
      textAt(one, 'offset'),
    ]),
    'evidence',
  );
}

function evidenceFold(evidence) {
  const known = evidence.filter((one) => one && typeof one === 'object');
  return known.length === 0
    ? ''
    : make('details', 'evidence', make('summary', '', 'evidence'), evidenceTable(known));
}

// Record counts by name: the first few, the rest folded.
function counts(title, value, most = 6) {
  const named = listAt(value, 'counted').map((one) => [
    stranger(textAt(one, 'name')),
    numberAt(one, 'records'),
  ]);
  const others = numberAt(value, 'other_records');
  if (others > 0) named.push(['under other names', others]);
  if (named.length === 0) return '';
  const lines = named.map(([name, number]) =>
    make('li', '', make('span', 'name', name), ' ', make('span', 'number', count(number))),
  );
  const rest = lines.slice(most);
  return make(
    'div',
    'counts',
    make('h4', '', title),
    make('ol', '', lines.slice(0, most)),
    rest.length > 0 ? fold(`${count(rest.length)} more`, make('ol', '', rest)) : '',
  );
}

function leftOut(number, noun) {
  return number > 0
    ? make('p', 'note', `${counted(number, noun)} more, omitted from this dossier.`)
    : '';
}

function section(title, ...children) {
  const told = children
    .flat(Infinity)
    .filter((child) => child !== '' && child !== undefined && child !== null);
  return told.length === 0 ? '' : make('section', '', make('h3', '', title), told);
}

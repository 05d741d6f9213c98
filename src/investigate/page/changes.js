// Who opened the bucket, and all access changes.

function exposedPart(dossier) {
  const change = at(dossier, 'exposed_by');
  return section(
    'Who opened the bucket',
    change
      ? changePart(change, true)
      : make('p', '', 'The logs do not show which change allowed the alert’s request.'),
  );
}

function changePart(change, isOpen) {
  const effect = textAt(change, 'effect');
  const failed = textAt(change, 'error_code');
  const head = make(
    'p',
    'change',
    make(
      'span',
      `effect ${['opened', 'may_open', 'closed'].includes(effect) ? effect : ''}`,
      failed ? 'failed' : words(effect),
    ),
    ' ',
    make('strong', '', distance(numberAt(change, 'distance_seconds'))),
    ` · ${timeText(textAt(change, 'time'))} · `,
    stranger(textAt(change, 'action')),
    failed && [' · ', stranger(failed)],
  );
  const grants = listAt(change, 'grants').map(grantPart);
  const details = [
    facts(changeFacts(change)),
    grants.length > 0 ? make('ul', 'grants', grants) : '',
    evidenceFold([at(change, 'evidence')]),
  ];
  const told = textAt(change, 'told') ? make('p', 'told', stranger(textAt(change, 'told'))) : '';
  return make(
    'div',
    'one-change',
    head,
    told,
    isOpen ? details : fold('who, and what it grants', details),
  );
}

function changeFacts(change) {
  return [
    ['by', stranger(textAt(change, 'actor'))],
    ['from', stranger(textAt(change, 'source'))],
    ['subject', words(textAt(change, 'subject'))],
    ['account', stranger(textAt(change, 'account'))],
    ['bucket', stranger(textAt(change, 'bucket'))],
    ['key', stranger(textAt(change, 'key'), 'code')],
    ['access point', stranger(textAt(change, 'access_point'))],
  ];
}

function grantPart(grant) {
  const conditions = listAt(grant, 'conditions');
  return make(
    'li',
    '',
    'to ',
    stranger(textAt(grant, 'to')),
    ': ',
    stranger(listAt(grant, 'actions').join(', ')),
    ' on ',
    stranger(listAt(grant, 'resources').join(', ') || 'the resource it belongs to', 'code'),
    conditions.length > 0 && ['; only if ', stranger(conditions.join(' and '))],
    at(grant, 'limited') === true && ', which limits it to known callers',
  );
}

// When the bucket was open, and whether it still is.
function intervalsPart(dossier) {
  const state = at(dossier, 'exposure_intervals', 'at_end');
  if (!state) return '';
  const questions = ['listing', 'reading', 'writing'];
  const intervals = questions.flatMap((question) =>
    listAt(dossier, 'exposure_intervals', question, 'intervals')
      .filter((one) => textAt(one, 'openness') !== 'unknown')
      .map((one) => intervalPart(question, one)),
  );
  const missing = questions.reduce(
    (sum, question) => sum + numberAt(dossier, 'exposure_intervals', question, 'left_out'),
    0,
  );
  return section(
    'When the bucket was open to anonymous callers',
    make(
      'p',
      '',
      `At the end of the logs, ${timeText(textAt(state, 'time'))}: `,
      questions.map((question) => `${question} ${words(textAt(state, question))}`).join(', '),
    ),
    intervals.length > 0 && make('ul', '', intervals),
    leftOut(missing, 'interval'),
    commandsPart(listAt(state, 'decided_by')),
  );
}

function intervalPart(question, interval) {
  const by = listAt(interval, 'opened_by')[0];
  return make(
    'li',
    '',
    `${question} ${words(textAt(interval, 'openness'))}: `,
    textAt(interval, 'from') ? timeText(textAt(interval, 'from')) : 'before the logs',
    ' to ',
    textAt(interval, 'to') ? timeText(textAt(interval, 'to')) : 'the end of the logs',
    by && ['; opened by ', stranger(textAt(by, 'actor')), ' (', stranger(textAt(by, 'action')), ')'],
    at(interval, 'served_after_closing') === true && '; served after it was closed',
    at(interval, 'lacks_change') === true && '; a change is missing from the logs',
  );
}

function commandsPart(undecided) {
  if (undecided.length === 0) return '';
  return fold(
    'what would decide it, and the command that prints it',
    make(
      'ul',
      '',
      undecided.map((one) =>
        make('li', '', stranger(textAt(one, 'what')), ': ', stranger(textAt(one, 'command'), 'code')),
      ),
    ),
  );
}

function changesPart(dossier) {
  return [
    changeList(dossier, 'bucket_changes', 'Access changes, newest first', 'change'),
    changeList(dossier, 'opened_objects', 'Objects opened by ACLs, newest first', 'request'),
  ];
}

function changeList(dossier, member, title, noun) {
  const changes = listAt(dossier, member, 'changes').map((change) => changePart(change, false));
  return section(title, changes, leftOut(numberAt(dossier, member, 'left_out'), noun));
}

// Who came, what they got, and where else they came.

function sourcesPart(page, most = 12) {
  const incident = at(page, 'incident');
  const sources = listAt(incident, 'sources', 'listed');
  if (sources.length === 0) return '';
  const lines = listAt(page, 'lines', 'sources').map(String);
  const addresses = sources.map((source) => textAt(source, 'address'));
  const copies = button('choice', 'Copy the addresses', ({currentTarget}) =>
    copy(addresses.map((one) => `${visible(one)}\n`).join(''), currentTarget),
  );
  const rows = sources.map((source, number) => [
    [
      stranger(textAt(source, 'address')),
      at(source, 'new') !== true && make('small', '', ' came before'),
      make('small', '', ' ', stranger(placeText(source))),
    ],
    [stranger(lines[number] ?? ''), listAt(source, 'identities').map(identityPart)],
    spanText(source),
    [
      stranger(listAt(source, 'tools').map(String).join(', ')),
      listAt(source, 'user_agents').length > 0 &&
        fold('user agents', agentList(listAt(source, 'user_agents'))),
    ],
    evidenceFold([at(source, 'evidence')]),
  ]);
  const heads = ['address', 'did', 'seen', 'tools', ''];
  const left = numberAt(incident, 'sources', 'left_out');
  return section(
    'Sources',
    make('p', 'tools', copies),
    makeTable(heads, rows.slice(0, most), 'sources'),
    rows.length > most
      ? fold(`${count(rows.length - most)} more`, makeTable(heads, rows.slice(most), 'sources'))
      : '',
    leftOutHere(left, 'source'),
  );
}

function placeText(source) {
  const lists = listAt(source, 'indicators').map((list) => `on list ${list}`);
  return [textAt(source, 'country'), textAt(source, 'network'), ...lists]
    .filter(Boolean)
    .join(', ');
}

function agentList(agents) {
  return make(
    'ul',
    'why',
    agents.map((one) =>
      make('li', '', stranger(textAt(one, 'user_agent'), 'code', 300), ` ${count(numberAt(one, 'requests'))}`),
    ),
  );
}

// An identity that signs from a stranger's address.
function identityPart(identity) {
  const isOwn = at(identity, 'own_account') === true;
  const elsewhere = listAt(identity, 'elsewhere', 'top').map((one) => textAt(one, 'address'));
  return make(
    'p',
    isOwn ? 'stolen' : 'note',
    isOwn ? 'Signs as an identity of this account, stolen until proven otherwise: ' : 'Signs as ',
    stranger(textAt(identity, 'identity')),
    `, ${counted(numberAt(identity, 'requests'), 'request')}, ${spanText(identity)}`,
    elsewhere.length > 0 && ['; also used from ', stranger(elsewhere.join(', '))],
    ' ',
    evidenceFold([at(identity, 'evidence')]),
  );
}

function alsoPart(incident, idOf) {
  const also = listAt(incident, 'also', 'listed');
  if (also.length === 0) return '';
  const items = also.map((other) => {
    const id = idOf(other);
    const name = [
      stranger(textAt(other, 'bucket')),
      ' in account ',
      stranger(textAt(other, 'account') || 'not known'),
    ];
    return make(
      'li',
      '',
      id ? linkTo(id, name) : name,
      `, ${counted(numberAt(other, 'sources'), 'source')}`,
    );
  });
  return section(
    'These sources also reached',
    make('ul', 'why', items),
    leftOutHere(numberAt(incident, 'also', 'left_out'), 'bucket'),
  );
}

function leftOutHere(number, noun) {
  return number > 0 ? make('p', 'note', `${counted(number, noun)} more, not listed here.`) : '';
}

// Ids are hexadecimal digits, made by s3rare.
function linkTo(id, ...children) {
  const link = make('a', 'link', ...children);
  if (/^[0-9a-f]{32}$/.test(id)) link.href = `#${id}`;
  return link;
}

// A dossier as plain text: everything on the page, folded parts included.

const BLOCKS = new Set([
  'ARTICLE',
  'DIV',
  'SECTION',
  'H2',
  'H3',
  'H4',
  'P',
  'OL',
  'UL',
  'LI',
  'TABLE',
  'THEAD',
  'TBODY',
  'TR',
  'DETAILS',
  'SUMMARY',
]);
const LEFT_OUT = new Set(['FIGURE', 'BUTTON', 'PRE']);
const BEFORE = {H2: '\n', H3: '\n\n', LI: '- ', DT: '', TD: '  ', TH: '  '};
const AFTER = {DT: ': ', DD: '\n', H3: '\n'};

function textOf(element) {
  return (
    textWithin(element)
      .replace(/[ \t]+\n/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim() + '\n'
  );
}

function textWithin(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (
    LEFT_OUT.has(node.nodeName) ||
    node.classList.contains('raw') ||
    node.namespaceURI !== document.body.namespaceURI
  )
    return '';
  const inner = [...node.childNodes].map(textWithin).join('');
  const told = (BEFORE[node.nodeName] ?? '') + inner + (AFTER[node.nodeName] ?? '');
  return BLOCKS.has(node.nodeName) ? `${told}\n` : told;
}

// The older method works in browsers that deny files the clipboard.
async function copy(text, pressed) {
  const done = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  const copied = done || copyBySelection(text);
  const name = pressed.textContent;
  pressed.textContent = copied ? 'Copied' : 'The browser does not allow it';
  setTimeout(() => {
    pressed.textContent = name;
  }, 2000);
}

function copyBySelection(text) {
  const area = make('textarea', 'offscreen');
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}

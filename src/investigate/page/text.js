// Untrusted text, made safe to show: characters that are invisible, or that would reverse or
// overlay the text around them, appear as JSON escapes. Elements are created only here, and only
// from text.

// Controls, formats (bidirectional marks among them), separators, lone surrogates, what has no
// character yet or is ignored when shown, odd spaces, and the fifth mark on a character.
const HIDDEN = new RegExp(
  '[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]' +
    '|(?! )\\p{Zs}|(?<=\\p{M}{4})\\p{M}',
  'gu',
);

// Longer texts show their beginning, the rest on demand.
const LONG_TEXT = 1000;

function escapeOf(character) {
  const short = {'\n': '\\n', '\r': '\\r', '\t': '\\t'}[character];
  if (short) return short;
  const units = [...Array(character.length).keys()].map((at) => character.charCodeAt(at));
  return units.map((unit) => '\\u' + unit.toString(16).padStart(4, '0')).join('');
}

function visible(text) {
  return text.replace(HIDDEN, escapeOf);
}

// An element with a class, around texts, elements, or lists of them. Empty ones are omitted.
function make(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

function button(className, text, action) {
  const made = make('button', className, text);
  made.type = 'button';
  made.addEventListener('click', action);
  return made;
}

// The text's pieces: as it is, and the escapes, so that nobody takes one for a backslash.
function pieces(text) {
  const made = [];
  let end = 0;
  for (const found of text.matchAll(HIDDEN)) {
    made.push(text.slice(end, found.index), make('span', 'escape', escapeOf(found[0])));
    end = found.index + found[0].length;
  }
  made.push(text.slice(end));
  return made;
}

// An untrusted text. Everything after `most` characters appears on demand.
function stranger(text, className = '', most = LONG_TEXT) {
  const isWithinCharacter = /[\ud800-\udbff]$/.test(text.slice(0, most));
  const cut = isWithinCharacter ? most - 1 : most;
  const shown = make('bdi', `stranger ${className}`, pieces(text.slice(0, cut)));
  if (text.length > most) {
    shown.append(
      button('rest', `… ${count(text.length - cut)} more characters`, (event) => {
        event.stopPropagation();
        event.currentTarget.replaceWith(...pieces(text.slice(cut)));
      }),
    );
  }
  return shown;
}

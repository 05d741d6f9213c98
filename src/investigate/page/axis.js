// The frame of a picture over time: its span, its axis, and the elements to draw with.

const TOP = 18;
const TICKS = [
  60,
  300,
  600,
  1800,
  3600,
  3 * 3600,
  6 * 3600,
  12 * 3600,
  86400,
  2 * 86400,
  7 * 86400,
  14 * 86400,
  28 * 86400,
];

function draw(name, attributes, title) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (title) {
    const told = document.createElementNS('http://www.w3.org/2000/svg', 'title');
    told.textContent = title;
    element.append(told);
  }
  return element;
}

function label(x, y, text, className = 'label', anchor = 'start') {
  const element = draw('text', {x, y, class: className, 'text-anchor': anchor});
  element.textContent = text;
  return element;
}

function drawAxis(timeline, x, y, width) {
  const [from, to] = timeline.span;
  const fits = Math.max(Math.floor(width / 105), 2);
  const tick =
    TICKS.find((one) => (to - from) / one <= fits) ??
    28 * 86400 * Math.ceil((to - from) / (28 * 86400 * fits));
  const drawn = [];
  for (let time = Math.ceil(from / tick) * tick; time <= to; time += tick) {
    const told = timeText(timeOf(time));
    drawn.push(draw('line', {x1: x(time), x2: x(time), y1: TOP, y2: y, class: 'tick'}));
    const text = tick < 86400 ? told.slice(5, 16) : told.slice(0, 10);
    if (x(time) < width - 76) drawn.push(label(x(time), y + 13, text));
  }
  return drawn;
}

function widened(times) {
  const known = times.filter(Number.isFinite);
  const first = Math.min(...known);
  const last = Math.max(...known);
  const slack = Math.max((last - first) * 0.03, 60);
  return [first - slack, last + slack];
}

// The spans that show something; of equal ones the first.
function differentSpans(spans) {
  const seen = new Set();
  return spans.filter(([, span]) => {
    const same = seen.has(String(span));
    seen.add(String(span));
    return span.every(Number.isFinite) && span[1] > span[0] && !same;
  });
}

// Buttons for the spans; one is pressed.
function makeChoices(spans, onChoice) {
  if (spans.length < 2) return [];
  const choices = spans.map(([name, span]) =>
    button('choice', name, ({currentTarget}) => {
      for (const choice of choices) choice.ariaPressed = choice === currentTarget;
      onChoice(span);
      currentTarget.focus();
    }),
  );
  for (const [at, choice] of choices.entries()) choice.ariaPressed = at === 0;
  return choices;
}

// A picture, drawn to the available width, and the choice of its span. `spans` are pairs of a name
// and a span, the one to begin with first.
function makeFigure(spans, caption, drawPicture) {
  const figure = make('figure', 'timeline');
  if (spans.length === 0) return figure;
  let width = 900;
  let shown = spans[0][1];
  const redraw = () => figure.firstChild.replaceWith(drawPicture(shown, width));
  const choices = makeChoices(spans, (span) => {
    shown = span;
    redraw();
  });
  figure.append(drawPicture(shown, width), make('figcaption', '', choices, caption));
  new ResizeObserver(([{contentRect}]) => {
    const there = Math.min(Math.max(Math.round(contentRect.width), 280), 1400);
    if (Math.abs(there - width) < 8) return;
    width = there;
    redraw();
  }).observe(figure);
  return figure;
}

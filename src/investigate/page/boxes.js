// Checkboxes for the values that occur, with the number of rows.
function makeBoxes(fieldset, choices, onChange) {
  const there = choices.filter((choice) => choice.rows > 0);
  fieldset.hidden = there.length === 0;
  return there.map((choice) => {
    const box = make('input');
    box.type = 'checkbox';
    box.name = choice.name;
    box.addEventListener('change', onChange);
    fieldset.append(
      make('label', '', box, choice.title, make('span', 'number', count(choice.rows))),
    );
    return box;
  });
}

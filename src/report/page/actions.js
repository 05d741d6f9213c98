// What to do: steps in order, with commands to copy. A command is text for a shell: nothing here
// runs it.

function actionsPart(incident) {
  const steps = listAt(incident, 'actions').map((action) =>
    make(
      'li',
      at(action, 'question') === true ? 'question' : '',
      at(action, 'question') === true && make('strong', '', 'Ask first: '),
      stranger(textAt(action, 'text')),
      listAt(action, 'commands').map((command) => commandPart(String(command))),
    ),
  );
  return section('What to do', steps.length > 0 ? make('ol', 'steps', steps) : '');
}

function commandPart(command) {
  const copies = button('choice', 'Copy', ({currentTarget}) => copy(command, currentTarget));
  copies.ariaLabel = visible(`Copy the command ${command.slice(0, 80)}`);
  return make('div', 'command', make('code', '', stranger(command, '', 4 * LONG_TEXT)), copies);
}

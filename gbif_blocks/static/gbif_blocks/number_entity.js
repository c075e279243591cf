/**
 * A number of GBIF in the rich text editor: a dialog asks what to count, the server checks it, and
 * the number stands in the text as one piece.
 */
(() => {
  const { React } = window;
  const { EditorState, Modifier } = window.DraftJS;

  /** A labelled field of the dialog. */
  function field(label, control) {
    const line = document.createElement('label');
    line.style.cssText = 'display:block;margin-bottom:1rem';
    const words = document.createElement('span');
    words.style.cssText = 'display:block;margin-bottom:.25rem;font-weight:600';
    words.textContent = label;
    line.append(words, control);
    return line;
  }

  function button(text, type, secondary) {
    const made = document.createElement('button');
    made.type = type;
    made.className = secondary ? 'button button-secondary' : 'button';
    made.textContent = text;
    return made;
  }

  /** "country=BE&year=2020" as an editor writes it, one a line. */
  function filtersText(parameters) {
    return [...new URLSearchParams(parameters || '')]
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n');
  }

  /** The dialog; `done` gets what the server made of it, or null. */
  function ask(options, before, done) {
    const { words } = options;
    const dialog = document.createElement('dialog');
    dialog.setAttribute('aria-label', words.title);
    dialog.style.cssText = 'width:min(32rem,90vw);padding:1.5rem;border-radius:5px';
    const form = document.createElement('form');
    const catalogue = document.createElement('select');
    for (const [value, label] of options.catalogues) {
      catalogue.add(new Option(label, value, false, value === before.catalogue));
    }
    const filters = document.createElement('textarea');
    filters.rows = 4;
    filters.value = filtersText(before.parameters);
    const scope = document.createElement('input');
    scope.type = 'checkbox';
    scope.checked = before.scope !== 'false';
    const mistakes = document.createElement('p');
    mistakes.setAttribute('role', 'alert');
    mistakes.className = 'error-message';
    const cancel = button(words.cancel, 'button', true);
    form.append(
      field(words.catalogue, catalogue),
      field(words.filters, filters),
      field(words.scope, scope),
      mistakes,
      button(words.insert, 'submit', false),
      ' ',
      cancel,
    );
    dialog.append(form);
    document.body.append(dialog);

    let result = null;
    cancel.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => {
      dialog.remove();
      done(result);
    });
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      // The editor stands in a form of its own, which is not to be sent.
      event.stopPropagation();
      try {
        const answer = await fetch(options.checkUrl, {
          method: 'POST',
          headers: { 'X-CSRFToken': window.wagtailConfig.CSRF_TOKEN },
          body: new URLSearchParams({
            catalogue: catalogue.value,
            filters: filters.value,
            scope: String(scope.checked),
          }),
        });
        if (!answer.ok) throw new Error(String(answer.status));
        const checked = await answer.json();
        if (checked.mistakes) {
          mistakes.textContent = checked.mistakes.join(' ');
          filters.focus();
          return;
        }
        result = checked;
        dialog.close();
      } catch {
        mistakes.textContent = words.failed;
      }
    });
    dialog.showModal();
  }

  class NumberSource extends React.Component {
    componentDidMount() {
      const { editorState, entity, entityKey, entityType, onComplete, onClose } = this.props;
      ask(entityType, entity ? entity.getData() : {}, (number) => {
        if (!number) {
          onClose();
          return;
        }
        const { text, ...data } = number;
        let content = editorState.getCurrentContent();
        if (entityKey) {
          content = content.replaceEntityData(entityKey, data);
          onComplete(EditorState.push(editorState, content, 'apply-entity'));
          return;
        }
        content = content.createEntity(entityType.type, 'IMMUTABLE', data);
        content = Modifier.replaceText(
          content,
          editorState.getSelection(),
          text,
          null,
          content.getLastCreatedEntityKey(),
        );
        onComplete(EditorState.push(editorState, content, 'insert-characters'));
      });
    }

    render() {
      return null;
    }
  }

  function NumberDecorator({ children, contentState, entityKey, onEdit }) {
    const data = contentState.getEntity(entityKey).getData();
    return React.createElement(
      'a',
      {
        role: 'button',
        className: 'TooltipEntity',
        title: `${data.catalogue} ${filtersText(data.parameters).replaceAll('\n', ', ')}`,
        onMouseUp: () => onEdit(entityKey),
      },
      children,
    );
  }

  window.draftail.registerPlugin(
    { type: 'GBIF_NUMBER', source: NumberSource, decorator: NumberDecorator },
    'entityTypes',
  );
})();

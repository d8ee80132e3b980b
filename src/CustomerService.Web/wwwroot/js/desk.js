// Keyboard and small browser helpers of the desk; called from components as window.cs.…
window.cs = {
  focus: (selector) => document.querySelector(selector)?.focus(),
  click: (selector) => document.querySelector(selector)?.click(),
  submit: (id) => document.getElementById(id).requestSubmit(),
};

// Copies a field's text and says whether it could; pages without TLS have no clipboard, but the older way.
const copy = async (field) => {
  field.select();
  try { await navigator.clipboard.writeText(field.value); return true; } catch { return document.execCommand('copy'); }
};
window.cs.copy = (id) => copy(document.getElementById(id));
window.cs.copyText = async (text) => {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'cs-sr';
  document.body.append(field);
  try { return await copy(field); } finally { field.remove(); }
};

// Saves what the server made as a file.
window.cs.download = (name, bytes) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: 'text/csv' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};

// What a browser remembers of its own; null forgets it.
window.cs.keep = (key, value) => { if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, value); };
window.cs.kept = (key) => localStorage.getItem(key);

// Puts words where the caret is or was. The slash that asked for them goes.
window.cs.insert = (selector, text) => {
  const area = document.querySelector(selector);
  if (!area) return;
  const at = area.selectionStart, from = area.slash === at && area.value[at - 1] === '/' ? at - 1 : at;
  area.focus();
  area.setRangeText(text, from, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
};

// What lies over the desk: single keys rest behind it.
const covers = '.mud-dialog, .mud-popover-open, :popover-open';

// Ctrl+K opens the command palette from everywhere but a dialog. There the arrows choose, and the caret stays;
// in a grid they move, and the page stays.
document.addEventListener('keydown', (e) => {
  if (['ArrowUp', 'ArrowDown'].includes(e.key) && e.target.matches?.('input[role=combobox], [role=gridcell]')) e.preventDefault();
  if (!(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey || e.key.toLowerCase() !== 'k' || document.querySelector('.mud-dialog')) return;
  e.preventDefault();
  document.getElementById('palette')?.click();
});

// Escape closes a menu wherever the focus is: MudMenu would go into the menu first, and not answer from a line that is no choice.
window.addEventListener('keydown', (e) => {
  const button = e.key === 'Escape' && document.querySelector('.mud-menu [aria-expanded=true]');
  if (!button) return;
  e.stopImmediatePropagation();
  button.click();
  button.focus();
}, true);

// Single keys of the desk. They rest while somebody types; Escape leaves the field.
window.cs.keys = (page, keys) => {
  const known = new Set(keys.split(' '));
  const isField = (e) => e.target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(e.target.tagName);
  const onKey = (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || !known.has(e.key) || document.querySelector(covers)) return;
    if (isField(e) && e.target.type !== 'checkbox') { if (e.key === 'Escape') e.target.blur(); return; }
    if (e.key === 'Enter' && (e.target.type === 'checkbox' || ['A', 'BUTTON', 'SUMMARY'].includes(e.target.tagName)) && !document.querySelector('.cs-typed')) return;
    if (e.key !== 'Escape') e.preventDefault();
    page.invokeMethodAsync('OnKeyAsync', e.key).then(() => document.querySelector('.cs-row.is-cursor')?.scrollIntoView({ block: 'nearest' }));
  };
  document.addEventListener('keydown', onKey);
  return { stop: () => document.removeEventListener('keydown', onKey) };
};

// Columns of the desk are as wide as somebody drew them (data-pane), by pointer or arrow keys; a double click forgets it.
{
  const limits = { views: [140, 320], queue: [310, 560], context: [240, 480] };
  const root = document.documentElement;
  const key = (pane) => `cs.pane.${pane}`;
  const set = (pane, width) => {
    const [least, most] = limits[pane];
    const value = width === null ? null : String(Math.round(Math.min(most, Math.max(least, width))));
    if (value === null) root.style.removeProperty(`--cs-pane-${pane}`); else root.style.setProperty(`--cs-pane-${pane}`, `${value}px`);
    window.cs.keep(key(pane), value);
    return value;
  };
  for (const pane of Object.keys(limits)) { const kept = window.cs.kept(key(pane)); if (kept) set(pane, Number(kept)); }
  const of = (e) => e.target.closest?.('[data-pane]');
  const paneOf = (handle) => document.querySelector(`.cs-desk > .cs-${handle.dataset.pane}`);
  const draw = (handle, width) => { const value = set(handle.dataset.pane, width); if (value) handle.setAttribute('aria-valuenow', value); };
  document.addEventListener('pointerdown', (e) => {
    const handle = of(e);
    if (!handle) return;
    e.preventDefault();
    const box = paneOf(handle).getBoundingClientRect(), isRight = handle.dataset.pane === 'context';
    const move = (m) => draw(handle, isRight ? box.right - m.clientX : m.clientX - box.left);
    handle.setPointerCapture(e.pointerId);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true });
  });
  document.addEventListener('keydown', (e) => {
    const handle = of(e), step = { ArrowLeft: -16, ArrowRight: 16 }[e.key];
    if (!handle || !step) return;
    e.preventDefault();
    draw(handle, paneOf(handle).offsetWidth + (handle.dataset.pane === 'context' ? -step : step));
  });
  document.addEventListener('dblclick', (e) => { const handle = of(e); if (handle) set(handle.dataset.pane, null); });
}

// The newest is in view (data-stick), also when something above or below grows later, until somebody scrolls up.
const stick = (box) => {
  const toEnd = () => { box.scrollTop = box.scrollHeight; };
  if (!box.keeper) {
    let height = box.clientHeight, isAtEnd = true;
    box.addEventListener('scroll', () => { if (box.clientHeight === height) isAtEnd = box.scrollHeight - box.scrollTop - height < 48; });
    box.keeper = new ResizeObserver(() => { height = box.clientHeight; if (isAtEnd) toEnd(); });
    box.keeper.observe(box);
  }
  if (box.firstElementChild) box.keeper.observe(box.firstElementChild);
  toEnd();
};
window.cs.stickEnd = () => document.querySelectorAll('[data-stick]').forEach(stick);
new MutationObserver(() => document.querySelectorAll('[data-stick]').forEach((box) => { if (!box.keeper) stick(box); })).observe(document.body, { subtree: true, childList: true });

// On a phone the menus scroll sideways: the entry of the page one is on comes into sight, once for each page.
const reveal = () => document.querySelectorAll('.cs-rail, .cs-admin__nav').forEach((menu) => {
  const here = menu.querySelector('[aria-current]');
  if (!here || here === menu.revealed) return;
  menu.revealed = here;
  menu.scrollLeft = here.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;
});
if (matchMedia('(max-width: 1023.98px)').matches) new MutationObserver(reveal).observe(document.body, { subtree: true, childList: true, attributeFilter: ['aria-current'] });

// The server draws the remaining times anew every 20 seconds. Not heard of for longer (a cut connection, a lid that was closed), they may be wrong:
// then the page shows the instants themselves, which are right whenever they are read, until the server is heard again.
{
  const beats = 45_000;
  let heard = Date.now();
  const look = () => document.documentElement.classList.toggle('is-stale', Date.now() - heard > beats);
  new MutationObserver(() => { heard = Date.now(); look(); }).observe(document.body, { subtree: true, attributeFilter: ['data-beat'] });
  setInterval(look, 1000);
  for (const wakes of ['visibilitychange', 'resume', 'online', 'focus']) window.addEventListener(wakes, look, true);
}

// Files put into an article's text by button, paste or drop: sent one after the other, then their Markdown stands at the caret.
window.cs.editor = (selector, url, words) => {
  const editor = document.querySelector(selector);
  if (!editor) return;
  const isNew = !editor.address;
  editor.address = url;
  if (!isNew) return;
  const area = editor.querySelector('textarea');
  const status = editor.querySelector('[data-editor-status]');
  const tell = (text, name) => { status.textContent = text.replace('{File}', name); };
  const insert = (text) => {
    const at = area.selectionStart;
    const before = at === 0 || area.value.slice(0, at).endsWith('\n\n') ? '' : '\n\n';
    area.setRangeText(`${before}${text}\n\n`, at, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const send = async (files) => {
    for (const file of files) {
      tell(words.uploading, file.name);
      const form = new FormData();
      form.append('file', file, file.name);
      try {
        const answer = await fetch(editor.address, { method: 'POST', body: form, headers: { Accept: 'application/json' } });
        const said = await answer.json();
        if (answer.ok) { insert(said.markdown); tell(words.uploaded, file.name); } else { tell(said.title || words.failed, file.name); return; }
      } catch { tell(words.failed, file.name); return; }
    }
  };
  editor.querySelector('input[type=file]').addEventListener('change', (e) => { send([...e.target.files]).then(() => { e.target.value = ''; }); });
  area.addEventListener('paste', (e) => { if (e.clipboardData?.files.length) { e.preventDefault(); send([...e.clipboardData.files]); } });
  area.addEventListener('dragover', (e) => { if (e.dataTransfer?.types.includes('Files')) { e.preventDefault(); area.classList.add('is-over'); } });
  area.addEventListener('dragleave', () => area.classList.remove('is-over'));
  area.addEventListener('drop', (e) => { area.classList.remove('is-over'); if (e.dataTransfer?.files.length) { e.preventDefault(); send([...e.dataTransfer.files]); } });
};

// A list whose choice is saved at once (data-commit): arrows and letters only look, Enter or a click chooses, Escape and leaving keep what was.
{
  const tip = document.createElement('div');
  tip.className = 'cs-commit';
  tip.setAttribute('role', 'status');
  // On a Mac these keys open the list itself.
  const looks = (e) => !e.ctrlKey && !e.metaKey && !e.altKey && !/Mac|iP/.test(navigator.platform)
    && (['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'].includes(e.key) || (e.key.length === 1 && e.key !== ' '));
  const of = (e) => e.target.matches?.('select[data-commit]') ? e.target : null;
  const end = (select, isChosen) => {
    if (select.kept === undefined) return;
    const before = select.kept;
    delete select.kept;
    tip.remove();
    if (!isChosen) select.value = before;
    else if (select.value !== before) select.dispatchEvent(new Event('change', { bubbles: true }));
  };
  window.addEventListener('keydown', (e) => {
    const select = of(e);
    if (!select) return;
    if (e.key === 'Enter' && select.kept !== undefined) { e.preventDefault(); e.stopImmediatePropagation(); end(select, true); }
    else if (e.key === 'Escape') end(select, false);
    else if (looks(e) && select.kept === undefined) {
      select.kept = select.value;
      const place = select.getBoundingClientRect();
      tip.textContent = select.dataset.commit;
      document.body.append(tip);
      tip.style.left = `${Math.min(place.left, innerWidth - tip.offsetWidth - 8)}px`;
      tip.style.top = `${place.bottom + 4}px`;
    }
  }, true);
  for (const type of ['input', 'change']) window.addEventListener(type, (e) => { if (of(e)?.kept !== undefined) e.stopImmediatePropagation(); }, true);
  window.addEventListener('focusout', (e) => { const select = of(e); if (select) end(select, false); }, true);
  window.addEventListener('pointerdown', (e) => { const select = of(e); if (select) end(select, false); }, true);
}

// Writing a message: formats (data-format) around what is marked, emoji (data-insert), "/" at a word's beginning opens data-finder,
// pasted and dropped files go to data-files.
{
  const box = () => document.querySelector('#composer-text');
  const around = (area, before, after, empty) => {
    const [from, to] = [area.selectionStart, area.selectionEnd];
    const marked = area.value.slice(from, to) || empty;
    area.setRangeText(before + marked + after, from, to, 'end');
    area.setSelectionRange(from + before.length, from + before.length + marked.length);
  };
  const formats = {
    bold: (area) => around(area, '**', '**', ''),
    code: (area) => (area.value.slice(area.selectionStart, area.selectionEnd).includes('\n') ? around(area, '```\n', '\n```', '') : around(area, '`', '`', '')),
    link: (area) => { around(area, '[', '](https://)', area.dataset.linkText); },
    list: (area) => {
      const from = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1;
      area.setRangeText(area.value.slice(from, area.selectionEnd).replace(/^(?!- )/gm, '- '), from, area.selectionEnd, 'end');
    },
    mention: (area) => area.setRangeText(/(^|\s)$/.test(area.value.slice(0, area.selectionStart)) ? '@' : ' @', area.selectionStart, area.selectionEnd, 'end'),
  };
  const format = (kind) => {
    const area = box();
    if (!area) return;
    area.focus();
    formats[kind](area);
    area.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const give = (e, files) => {
    const input = e.target.closest?.('textarea[data-files]') && document.querySelector(e.target.dataset.files);
    if (!input || !files?.length) return;
    e.preventDefault();
    const taken = new DataTransfer();
    for (const file of files) taken.items.add(file);
    input.files = taken.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };
  document.addEventListener('click', (e) => {
    const tool = e.target.closest?.('[data-format]'), words = e.target.closest?.('[data-insert]');
    if (tool) format(tool.dataset.format);
    if (words) { words.closest('[popover]')?.hidePopover(); window.cs.insert('#composer-text', words.dataset.insert); }
  });
  document.addEventListener('keydown', (e) => {
    if (e.target !== box() || e.altKey) return;
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'b') { e.preventDefault(); format('bold'); }
  });
  document.addEventListener('input', (e) => {
    const area = e.target;
    if (area !== box() || e.data !== '/' || !area.dataset.finder) return;
    const at = area.selectionStart;
    if (!/(^|\s)\/$/.test(area.value.slice(0, at))) return;
    area.slash = at;
    document.querySelector(area.dataset.finder)?.click();
  });
  document.addEventListener('paste', (e) => give(e, e.clipboardData?.files));
  document.addEventListener('drop', (e) => give(e, e.dataTransfer?.files));
  // An emoji panel stands over its button.
  document.addEventListener('toggle', (e) => {
    if (!e.target.matches?.('.cs-emoji') || e.newState !== 'open') return;
    const place = document.querySelector(`[popovertarget="${e.target.id}"]`).getBoundingClientRect();
    e.target.style.left = `${Math.max(8, Math.min(place.left, innerWidth - e.target.offsetWidth - 8))}px`;
    e.target.style.top = `${Math.max(8, place.top - e.target.offsetHeight - 4)}px`;
  }, true);
}

// Colleagues after an @ (data-mentions holds their names).
{
  const list = document.createElement('ul');
  list.className = 'cs-mentions';
  list.setAttribute('role', 'listbox');
  let area = null, from = 0, at = 0;
  const close = () => { list.remove(); area?.removeAttribute('aria-activedescendant'); area = null; };
  const mark = (index) => {
    at = (index + list.children.length) % list.children.length;
    [...list.children].forEach((item, i) => item.setAttribute('aria-selected', i === at));
    list.children[at].scrollIntoView({ block: 'nearest' });
    area.setAttribute('aria-activedescendant', list.children[at].id);
  };
  const pick = (name) => {
    const box = area;
    box.setRangeText(`@${name} `, from, box.selectionStart, 'end');
    close();
    box.dispatchEvent(new Event('input', { bubbles: true }));
    box.focus();
  };
  document.addEventListener('input', (e) => {
    const box = e.target.closest?.('textarea[data-mentions]');
    if (!box) return;
    const before = box.value.slice(0, box.selectionStart), word = /(?:^|[^A-Za-z0-9])@([^@\n]{0,30})$/.exec(before)?.[1].toLowerCase();
    const names = word === undefined ? [] : JSON.parse(box.dataset.mentions).filter((n) => n.toLowerCase().includes(word)).slice(0, 8);
    if (!names.length) return close();
    area = box;
    from = box.selectionStart - word.length - 1;
    list.replaceChildren(...names.map((name, i) => {
      const item = document.createElement('li');
      item.className = 'cs-view';
      item.id = `mention-${i}`;
      item.setAttribute('role', 'option');
      item.textContent = name;
      item.addEventListener('pointerdown', (click) => { click.preventDefault(); pick(name); });
      return item;
    }));
    document.body.append(list);
    const place = box.getBoundingClientRect();
    list.style.left = `${place.left + 8}px`;
    list.style.top = `${Math.max(8, place.top - list.offsetHeight - 4)}px`;
    mark(0);
  });
  window.addEventListener('keydown', (e) => {
    if (!area || e.target !== area) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (move) mark(at + move);
    else if ((e.key === 'Enter' && !e.ctrlKey && !e.metaKey) || e.key === 'Tab') pick(list.children[at].textContent);
    else { if (e.key === 'Escape') { e.preventDefault(); e.stopImmediatePropagation(); } if (e.key === 'Escape' || e.key.startsWith('Arrow')) close(); return; }
    e.preventDefault();
    e.stopImmediatePropagation();
  }, true);
  document.addEventListener('focusout', (e) => { if (e.target === area) close(); });
}

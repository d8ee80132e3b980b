// Keyboard and small browser helpers of the desk; called from components as window.cs.…
window.cs = {
  focus: (selector) => document.querySelector(selector)?.focus(),
};

// Single keys of the desk. They rest while somebody types; Escape leaves the field.
window.cs.keys = (page, keys) => {
  const known = new Set(keys.split(' '));
  const isField = (e) => e.target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(e.target.tagName);
  const onKey = (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || !known.has(e.key) || document.querySelector('dialog[open]')) return;
    if (isField(e) && e.target.type !== 'checkbox') { if (e.key === 'Escape') e.target.blur(); return; }
    if (e.key === 'Enter' && ['A', 'BUTTON', 'SUMMARY'].includes(e.target.tagName)) return;
    if (e.key !== 'Escape') e.preventDefault();
    page.invokeMethodAsync('OnKeyAsync', e.key).then(() => document.querySelector('.cs-row.is-cursor')?.scrollIntoView({ block: 'nearest' }));
  };
  document.addEventListener('keydown', onKey);
  return { stop: () => document.removeEventListener('keydown', onKey) };
};
window.cs.scrollEnd = (selector) => { const e = document.querySelector(selector); if (e) e.scrollTop = e.scrollHeight; };

// On a phone the menus scroll sideways: the entry of the page one is on comes into sight, once for each page.
const reveal = () => document.querySelectorAll('.cs-rail, .cs-admin__nav').forEach((menu) => {
  const here = menu.querySelector('[aria-current]');
  if (!here || here === menu.revealed) return;
  menu.revealed = here;
  menu.scrollLeft = here.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;
});
if (matchMedia('(max-width: 1023.98px)').matches) new MutationObserver(reveal).observe(document.body, { subtree: true, childList: true, attributeFilter: ['aria-current'] });

// The browser's own dialogs: they keep the focus inside, and give it back.
window.cs.modal = (dialog, isOpen) => { if (isOpen) dialog.showModal(); else dialog.close(); };

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

// Files of a form: sent as soon as they are chosen, piece by piece. A cut connection costs one piece, a reload nothing.
// Without this file the form takes its files along when it is sent.
const address = '/portal/uploads';
const wait = milliseconds => new Promise(done => {
  const timer = setTimeout(go, milliseconds);
  function go() { clearTimeout(timer); removeEventListener('online', go); done(); }
  addEventListener('online', go);
});

// The files themselves, for a reload in the middle. Where the browser keeps none, the person is asked to choose again.
const stored = async (mode, use) => {
  try {
    const open = indexedDB.open('uploads', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('files');
    const db = await new Promise((done, fail) => { open.onsuccess = () => done(open.result); open.onerror = fail; });
    const change = db.transaction('files', mode), asked = use(change.objectStore('files'));
    await new Promise((done, fail) => { change.oncomplete = done; change.onabort = change.onerror = fail; });
    db.close();
    return asked.result;
  } catch { return undefined; }
};

const queue = [];
let isRunning = false;
const run = async () => {
  if (isRunning) return;
  isRunning = true;
  while (queue.length) await queue.shift()();
  isRunning = false;
};

const start = field => {
  const texts = JSON.parse(field.dataset.texts), input = field.querySelector('input[type=file]'), form = input.form, name = field.dataset.files;
  const token = form.querySelector('[name=__RequestVerificationToken]').value;
  const [maxFiles, maxBytes, pieceBytes] = [field.dataset.max, field.dataset.bytes, field.dataset.piece].map(Number);
  const key = 'files:' + form.dataset.draft + ':' + name;
  const text = (word, values) => texts[word].replace(/{(\w+)}/g, (_, placeholder) => values[placeholder]);
  let list = field.querySelector('ul');
  if (!list) {
    list = document.createElement('ul');
    list.className = 'cs-files__list';
    field.append(list);
  }
  const drop = document.createElement('p'), said = document.createElement('p');
  drop.className = 'cs-help';
  drop.textContent = texts.Drop;
  said.className = 'cs-sr';
  said.setAttribute('role', 'status');
  input.after(drop, said);
  const items = [];

  const remember = () => {
    try {
      const kept = items.filter(i => i.id).map(i => i.id);
      if (kept.length) localStorage.setItem(key, JSON.stringify(kept)); else localStorage.removeItem(key);
    } catch { /* no storage: a reload begins anew */ }
  };

  const call = (method, path, body, headers, onProgress) => new Promise(done => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.setRequestHeader('Accept', 'application/json');
    if (method !== 'GET') request.setRequestHeader('RequestVerificationToken', token);
    for (const header in headers) request.setRequestHeader(header, headers[header]);
    if (onProgress) request.upload.onprogress = e => onProgress(e.loaded);
    request.onloadend = () => {
      let answer = null;
      try { answer = JSON.parse(request.responseText); } catch { /* an error page, or nothing */ }
      done({ status: request.status, answer, after: Number(request.getResponseHeader('Retry-After')) });
    };
    request.send(body ?? null);
  });

  const remove = item => {
    item.isGone = true;
    if (item.id) {
      call('DELETE', `${address}/${item.id}`);
      stored('readwrite', files => files.delete(item.id));
    }
    items.splice(items.indexOf(item), 1);
    item.row.remove();
    remember();
    input.focus();
  };

  // One row: name, how far it is, what can be done.
  const show = (item, state, words) => {
    item.state = state;
    const row = item.row ??= list.appendChild(document.createElement('li'));
    row.className = 'cs-files__item';
    row.dataset.state = state;
    if (!item.bar) {
      item.title = document.createElement('span');
      item.title.className = 'cs-files__name';
      item.title.textContent = item.name;
      item.bar = document.createElement('progress');
      item.bar.setAttribute('aria-label', item.name);
      item.bar.max = item.size || 1;
      item.words = document.createElement('span');
      item.words.className = 'cs-files__words';
      item.retry = document.createElement('button');
      item.retry.textContent = texts.Retry;
      item.retry.addEventListener('click', () => enqueue(item));
      const away = document.createElement('button');
      away.textContent = '×';
      away.setAttribute('aria-label', text('Remove', { File: item.name }));
      away.addEventListener('click', () => remove(item));
      for (const button of [item.retry, away]) [button.type, button.className] = ['button', 'cs-btn cs-btn--quiet'];
      row.replaceChildren(item.title, item.bar, item.words, item.retry, away);
    }
    const percent = Math.floor(100 * item.received / (item.size || 1));
    item.bar.value = item.received;
    item.bar.hidden = state === 'done' || state === 'failed';
    item.retry.hidden = state !== 'failed' || !item.file || item.isRefused;
    item.words.textContent = words ?? (state === 'done' ? texts.Attached : `${percent} %`);
    row.querySelector('input')?.remove();
    if (state === 'done') {
      const sent = document.createElement('input');
      [sent.type, sent.name, sent.value] = ['hidden', name + '.Uploaded', item.id];
      row.append(sent);
    }
    if (state === 'done' || words) said.textContent = `${item.name}: ${item.words.textContent}`;
  };

  const upload = async item => {
    for (let tries = 0; !item.isGone;) {
      let result;
      if (!item.id) {
        result = await call('POST', address, JSON.stringify({ fileName: item.name, contentType: item.file.type, size: item.size }), { 'Content-Type': 'application/json' });
        if (result.status === 201) {
          item.id = result.answer.id;
          remember();
          await stored('readwrite', files => files.put(item.file, item.id));
        }
      } else {
        const from = item.received;
        result = await call('PATCH', `${address}/${item.id}`, item.file.slice(from, from + pieceBytes), { 'Upload-Offset': from, 'Content-Type': 'application/offset+octet-stream' },
          loaded => { item.received = Math.min(from + loaded, item.size); show(item, 'sending'); });
        item.received = result.status === 200 ? result.answer.received : from;
      }
      if (item.isGone) {
        if (item.id) call('DELETE', `${address}/${item.id}`);
        return;
      }
      if (result.status === 200 || result.status === 201) {
        tries = 0;
        show(item, 'sending');
        if (item.received < item.size) continue;
        stored('readwrite', files => files.delete(item.id));
        return show(item, 'done');
      }
      if (result.status === 400 || result.status === 413 || (result.status === 429 && result.answer?.title && !result.after)) {
        // A rule said no: it would say so again.
        [item.id, item.received, item.isRefused] = [null, 0, result.status !== 429];
        remember();
        return show(item, 'failed', result.answer?.title ?? texts.Failed);
      }
      if (result.status === 404) [item.id, item.received] = [null, 0];
      else {
        if (result.status !== 409) {
          show(item, 'sending', texts.Offline);
          await wait(result.after ? result.after * 1000 : Math.min(30000, 1000 * 2 ** tries));
        }
        const now = item.id ? await call('GET', `${address}?id=${item.id}`) : null;
        if (now?.status === 200) [item.id, item.received] = now.answer.length ? [item.id, now.answer[0].received] : [null, 0];
      }
      if (++tries > 20) return show(item, 'failed', texts.Failed);
    }
  };

  const enqueue = item => {
    show(item, 'sending');
    queue.push(() => upload(item).then(sendIfWaiting));
    run();
  };

  const add = files => {
    for (const file of files) {
      const begun = items.find(i => i.state === 'failed' && !i.file && i.name === file.name && i.size === file.size);
      const item = begun ?? { name: file.name, size: file.size, received: 0 };
      item.file = file;
      if (!begun) items.push(item);
      if (items.length > maxFiles) show(item, 'failed', text('TooMany', { Max: maxFiles }));
      else if (file.size > maxBytes) show(item, 'failed', text('TooLarge', { Max: maxBytes / 1024 / 1024 }));
      else { enqueue(item); continue; }
      item.file = null;
    }
  };

  input.addEventListener('change', () => { add([...input.files]); input.value = ''; });
  field.addEventListener('dragover', e => { e.preventDefault(); field.classList.add('is-over'); });
  field.addEventListener('dragleave', () => field.classList.remove('is-over'));
  field.addEventListener('drop', e => { e.preventDefault(); field.classList.remove('is-over'); add([...e.dataTransfer.files]); });
  if (form.querySelector('[data-files]') === field) {
    form.addEventListener('paste', e => { if (e.clipboardData.files.length) { e.preventDefault(); add([...e.clipboardData.files]); } });
  }

  // Sending waits for the files that are on their way. One that cannot come is shown first: nothing is left out in silence.
  let waiting = null;
  const sendIfWaiting = () => {
    if (!waiting || items.some(i => i.state === 'sending')) return;
    const button = waiting;
    waiting = null;
    said.className = 'cs-sr';
    form.requestSubmit(button);
  };
  addEventListener('submit', e => {
    if (e.target !== form || e.submitter?.name === 'Update') return;
    const missing = items.find(i => i.state === 'failed');
    if (missing) {
      e.preventDefault();
      said.textContent = `${missing.name}: ${texts.Missing}`;
      missing.row.scrollIntoView({ block: 'center' });
      missing.row.querySelector('button:not([hidden])').focus();
    } else if (items.some(i => i.state === 'sending')) {
      e.preventDefault();
      waiting = e.submitter ?? form.querySelector('button[type=submit]');
      said.className = 'cs-notice';
      said.textContent = texts.Sending;
    }
  }, true);

  // What is here already: of a form that came back, and of a page that was reloaded.
  const known = [...list.querySelectorAll('[data-upload]')].map(row => ({ id: row.dataset.upload, name: row.dataset.name, size: Number(row.dataset.size), received: Number(row.dataset.size), row }));
  for (const item of known) {
    items.push(item);
    show(item, 'done');
  }
  const resume = async () => {
    let kept = [];
    try { kept = JSON.parse(localStorage.getItem(key) ?? '[]').filter(id => !items.some(i => i.id === id)); } catch { /* no storage */ }
    if (kept.length) {
      const found = await call('GET', address + '?' + kept.map(id => 'id=' + encodeURIComponent(id)).join('&'));
      for (const { id, fileName, size, received } of found.answer ?? []) {
        const item = { id, name: fileName, size, received };
        items.push(item);
        if (received === size) show(item, 'done');
        else if (item.file = await stored('readonly', files => files.get(id))) enqueue(item);
        else show(item, 'failed', text('Again', { Percent: Math.floor(100 * received / size) }));
      }
    }
    remember();
  };
  resume();
};

for (const field of document.querySelectorAll('[data-files]')) start(field);
// A file that was dropped beside the field must not open in place of the form.
for (const type of ['dragover', 'drop']) addEventListener(type, e => { if ([...(e.dataTransfer?.types ?? [])].includes('Files')) e.preventDefault(); });

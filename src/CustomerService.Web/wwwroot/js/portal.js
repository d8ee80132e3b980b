// The portal works without this file; it adds suggestions while typing, kept drafts, and votes without leaving the page.
(() => {
  const pause = 200;
  const said = document.currentScript.dataset;
  const notice = (form, text) => {
    form.querySelector('[data-unsent]')?.remove();
    if (!text) return;
    const box = document.createElement('p');
    box.className = 'cs-notice cs-notice--warning';
    box.dataset.unsent = '';
    box.setAttribute('role', 'alert');
    box.textContent = text;
    form.append(box);
    box.scrollIntoView({ block: 'nearest' });
  };

  // The server names the form whose text it has: only then what the browser kept of it goes.
  const sent = document.cookie.split('; ').find(c => c.startsWith('cs-sent='))?.slice('cs-sent='.length);
  if (sent) {
    const name = decodeURIComponent(sent);
    document.cookie = 'cs-sent=; path=/; max-age=0';
    try {
      for (const key of Object.keys(localStorage)) if (key === 'draft:' + name || key.startsWith('files:' + name + ':')) localStorage.removeItem(key);
    } catch { /* no storage, nothing kept */ }
  }

  // No network at the moment of sending: the page stays, with everything on it, instead of the browser's own error page.
  const isThere = () => fetch('/favicon.svg', { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout?.(8000) }).then(r => r.status < 500, () => false);
  for (const form of document.querySelectorAll('form[method=post]:not([data-vote])')) {
    let asking = false, isChecked = false;
    form.addEventListener('submit', async e => {
      if (e.defaultPrevented || isChecked) { isChecked = false; return; }
      e.preventDefault();
      if (asking) return;
      asking = true;
      const button = e.submitter;
      notice(form, '');
      button?.setAttribute('aria-busy', 'true');
      const online = await isThere();
      asking = false;
      button?.removeAttribute('aria-busy');
      if (!online) return notice(form, said.offline);
      isChecked = true;
      form.requestSubmit(button);
    });
  }

  // Pages on which files can be attached need more.
  if (document.querySelector('[data-files]')) import(document.currentScript.src.replace('portal.js', 'uploads.js'));

  // "This solved it": the article gets the credit, and nothing needs to be sent.
  const solved = (input, article) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'cs-btn cs-btn--quiet';
    button.textContent = input.dataset.solved;
    button.addEventListener('click', async () => {
      const [, , category, slug] = new URL(article.url, location.href).pathname.split('/');
      await fetch('/portal/vote', { method: 'POST', body: new URLSearchParams({ category, slug, helpful: true }), headers: { Accept: 'application/json' } }).catch(() => null);
      const form = input.form, thanks = document.createElement('p');
      try { localStorage.removeItem('draft:' + form.dataset.draft); } catch { /* no storage, no drafts */ }
      thanks.className = 'cs-notice cs-notice--success';
      thanks.setAttribute('role', 'status');
      thanks.textContent = input.dataset.thanks;
      form.replaceWith(thanks);
    });
    return button;
  };

  // Suggestions: under the home page's search field, and under the subject of a request.
  for (const input of document.querySelectorAll('form[data-suggest] input[type=search], input[data-suggest]')) {
    const list = document.createElement('ul');
    list.className = 'cs-list cs-suggest';
    list.hidden = true;
    list.setAttribute('aria-live', 'polite');
    (input.closest('form[data-suggest]') ?? input).after(list);
    let timer, asked = '';
    input.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const q = input.value.trim();
        asked = q;
        const found = q.length < 2 && !/[^\x00-\x7f]/.test(q) ? [] : await fetch('/portal/suggest?lang=' + (document.documentElement.lang.startsWith('zh') ? 'zh-Hans' : 'en') + '&q=' + encodeURIComponent(q)).then(r => r.ok ? r.json() : []).catch(() => []);
        if (asked !== q) return;
        list.replaceChildren(...found.map(article => {
          const link = document.createElement('a');
          link.className = 'cs-list__link';
          link.href = article.url;
          if (!input.closest('form[data-suggest]')) link.target = '_blank';
          link.textContent = article.title;
          const item = document.createElement('li');
          item.append(link);
          if (input.dataset.solved) item.append(solved(input, article));
          return item;
        }));
        list.hidden = found.length === 0;
      }, pause);
    });
  }

  // Drafts: what was typed survives a closed tab for a day; gone once it is sent.
  const draftLife = 24 * 60 * 60 * 1000;
  for (const form of document.querySelectorAll('form[data-draft]')) {
    const key = 'draft:' + form.dataset.draft;
    const fields = [...form.querySelectorAll('input[name]:not([type=hidden]):not([type=file]):not([type=checkbox]), textarea[name], select[name]')];
    const keep = field => field.type !== 'radio' || field.checked;
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? '{}');
      if (Date.now() - kept.at < draftLife) for (const field of fields) {
        const value = kept.values[field.name];
        if (!value) continue;
        if (field.type !== 'radio') field.value ||= value;
        else if (field.value === value && !fields.some(f => f.name === field.name && f.checked)) field.checked = true;
      }
      form.addEventListener('input', () => localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: Object.fromEntries(fields.filter(keep).map(f => [f.name, f.value])) })));
    } catch { /* no storage, no drafts */ }
  }

  // Questions that belong to certain answers come and go with them. The server decides the same when the form is sent.
  for (const form of document.querySelectorAll('form:has([data-when])')) {
    const answer = name => [...form.querySelectorAll(`[name="${name}"]`)].find(f => f.type !== 'radio' || f.checked)?.value ?? '';
    const show = () => {
      for (const field of form.querySelectorAll('[data-when]')) {
        const asked = form.querySelector(`[name="${field.dataset.when}"]`)?.closest('.cs-field');
        field.hidden = asked?.hidden || !JSON.parse(field.dataset.values).includes(answer(field.dataset.when));
      }
    };
    form.addEventListener('change', show);
    show();
  }

  // What does not fit is said when the field is left, in the server's words.
  for (const field of document.querySelectorAll('[data-message]')) {
    field.addEventListener('change', () => {
      const box = field.closest('.cs-field'), fits = field.checkValidity();
      box.classList.toggle('is-invalid', !fits);
      box.querySelector('.cs-error')?.remove();
      if (fits) return field.removeAttribute('aria-invalid');
      const said = document.createElement('p');
      said.className = 'cs-error';
      said.id = 'error-' + field.name;
      said.setAttribute('role', 'alert');
      said.textContent = field.dataset.message;
      field.setAttribute('aria-invalid', 'true');
      field.after(said);
    });
  }

  // Votes: the page comes from a shared cache, so the answer is put in here.
  for (const form of document.querySelectorAll('form[data-vote]')) {
    form.addEventListener('submit', async e => {
      e.preventDefault();
      const data = new URLSearchParams(new FormData(form, e.submitter));
      const answer = await fetch(form.action, { method: 'POST', body: data, headers: { Accept: 'application/json' } }).catch(() => null);
      if (!answer?.ok) return notice(form, said.offline);
      const thanks = document.createElement('p');
      thanks.className = 'cs-helpful';
      thanks.setAttribute('role', 'status');
      thanks.textContent = form.dataset.vote;
      form.replaceWith(thanks);
    });
  }

  // The line: whoever waits sees it move, at least every five seconds while the page is seen. What is typed elsewhere on the page stays.
  const look = 3000;
  const refresh = async () => {
    const shown = document.querySelector('[data-refresh]');
    if (!shown) return;
    if (!document.hidden) {
      const page = await fetch(location.href, { headers: { Accept: 'text/html' } }).then(r => r.ok ? r.text() : null).catch(() => null);
      if (page !== null) {
        const fresh = new DOMParser().parseFromString(page, 'text/html').getElementById(shown.id);
        if (!fresh) {
          shown.querySelector('div').textContent = shown.dataset.done;
          return;
        }

        if (fresh.innerHTML !== shown.innerHTML) shown.innerHTML = fresh.innerHTML;
        const leave = document.getElementById('queue-leave');
        if (leave) leave.hidden = fresh.dataset.offers !== 'yes';
      }
    }

    setTimeout(refresh, look);
  };
  setTimeout(refresh, look);

  // A form that was not accepted: the summary is where to go on.
  document.querySelector('.cs-summary')?.focus();
})();

// Sign-up: the address follows the company's name until somebody types it, and says at once whether it is free.
(() => {
  const form = document.querySelector("[data-signup]");
  if (!form) return;
  const company = form.querySelector("[data-slug-source]"), slug = form.querySelector("[data-slug]"), hint = form.querySelector("[data-slug-hint]");
  let typed = slug.value !== "", timer = 0, asked = 0;
  const ask = () => {
    clearTimeout(timer);
    if (!slug.value.trim()) return;
    timer = setTimeout(async () => {
      const turn = ++asked;
      const answer = await fetch("/signup/address?slug=" + encodeURIComponent(slug.value)).then(r => r.ok ? r.json() : null).catch(() => null);
      if (answer && turn === asked) hint.textContent = answer.text;
    }, 300);
  };
  company.addEventListener("input", () => {
    if (typed) return;
    slug.value = company.value.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 30);
    ask();
  });
  slug.addEventListener("input", () => { typed = slug.value !== ""; ask(); });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone, zones = form.querySelector("[data-timezone]");
  if (form.dataset.signup === "new" && [...zones.options].some(o => o.value === zone)) zones.value = zone;
  // Opening takes a few seconds; a second click must not find the address taken by the first.
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => delete form.dataset.sent);
})();

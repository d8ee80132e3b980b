// The portal works without this file; it adds suggestions while typing and kept drafts.

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
  if (!form.querySelector(".is-invalid") && [...zones.options].some(o => o.value === zone)) zones.value = zone;
})();

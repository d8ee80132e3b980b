// Keyboard and small browser helpers of the desk; called from components as window.cs.…
window.cs = {
  focus: (selector) => document.querySelector(selector)?.focus(),
};

// Runs before the first paint: the chosen theme, so that nothing flashes. After it: the editor, and words for a page that cannot start.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem('claimscope.theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    // A first visit shows the headline example: it is fetched beside the module.
    if (!localStorage.getItem('claimscope.document')) document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: '', href: 'first.json' }));
  } catch {
    // Storage is denied: the system's theme stays.
  }

  const started = () => document.querySelector('.workbench') !== null;
  const sayWhy = (reason) => {
    const place = document.getElementById('boot-state');
    if (place && !started()) place.textContent = `The page could not start: ${reason}. Nothing was sent or lost. Reload to try again.`;
  };
  addEventListener('error', (event) => sayWhy(event.message || 'a file did not load'), true);
  addEventListener('unhandledrejection', (event) => sayWhy(event.reason instanceof Error ? event.reason.message : String(event.reason)));

  // The plain text area works meanwhile, and goes on working when this fails.
  addEventListener('load', () => {
    const idle = globalThis.requestIdleCallback || ((work) => setTimeout(work, 50));
    idle(() => import('./vendor/editor.js').catch((reason) => console.warn('The editor did not load; the plain text area stays.', reason)));
  });
})();

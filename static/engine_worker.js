// Starts the engine in its worker. The page waits for its `{"ready":true}`; what goes wrong before that reaches the page as an error.
importScripts('./engine.js');
// The engine runs a script to its end, so a module that the script requires must come while it waits.
self.claimscopeModule = (file) => {
  const request = new XMLHttpRequest();
  request.open('GET', './library/' + file + '.js', false);
  try {
    request.send();
  } catch {
    return undefined;
  }
  return request.status === 200 ? request.responseText : undefined;
};
wasm_bindgen({ module_or_path: './engine_bg.wasm' }).catch((reason) => {
  setTimeout(() => { throw reason; });
});

// Starts the engine in its worker. The page waits for its `{"ready":true}`; what goes wrong before that reaches the page as an error.
importScripts('./engine.js');
wasm_bindgen({ module_or_path: './engine_bg.wasm' }).catch((reason) => {
  setTimeout(() => { throw reason; });
});

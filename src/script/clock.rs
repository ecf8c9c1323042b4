//! The engine's clock in the browser: its C side finds it by symbol.

use std::cell::Cell;

thread_local! {
    /// Microseconds since 1970-01-01T00:00:00Z, as the simulated login has it.
    static NOW_US: Cell<f64> = const { Cell::new(0.0) };
}

/// Sets what `Date.now()` is based on, in milliseconds since 1970-01-01T00:00:00Z.
pub(crate) fn set_now_ms(ms: f64) {
    NOW_US.set(ms * 1000.0);
}

#[expect(
    unsafe_code,
    reason = "the engine's C side finds its clock by this symbol; nothing is dereferenced"
)]
#[unsafe(no_mangle)]
extern "C" fn __rquickjs_host_now_us() -> f64 {
    NOW_US.get()
}

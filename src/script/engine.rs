//! The JavaScript engine: a fresh, empty realm for each login, without any authority.

use std::cell::RefCell;
use std::rc::Rc;

use rquickjs::context::EvalOptions;
use rquickjs::{
    CatchResultExt, CaughtError, Context, Ctx, Function, Object as JsObject, Persistent, Runtime,
    Value as JsValue,
};

use super::host::{self, Shared};
use super::{Limit, failure, library, limits};
use crate::report::ScriptError;

/// A realm with the host's functions in place, and no script yet.
pub(super) struct Realm {
    // INVARIANT: dropped in this order; what the prelude returned must go before the runtime does.
    prelude: Persistent<JsObject<'static>>,
    context: Context,
    runtime: Runtime,
    /// What the host's functions work on.
    pub(super) shared: Shared,
}

thread_local! {
    /// A realm that was made ahead, so that a run need not wait for it.
    static SPARE: RefCell<Option<Realm>> = const { RefCell::new(None) };
    /// The realm of the last login, kept until somebody has time to take it down.
    static USED: RefCell<Option<Realm>> = const { RefCell::new(None) };
    /// The modules that the scripts of the last login asked for.
    static WANTED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Takes down the realm of the last login and makes one ahead of the next, with the modules that the last one required.
/// Call it when nobody waits.
pub fn prepare() {
    drop(USED.take());
    SPARE.with_borrow_mut(|spare| {
        if spare.is_none() {
            // A module that does not load is tried again when a script requires it.
            *spare = Realm::new().ok().and_then(|realm| realm.with_modules(WANTED.take()).ok());
        }
    });
}

impl Realm {
    /// The realm that was made ahead, or a new one.
    pub(super) fn take() -> rquickjs::Result<Self> {
        drop(USED.take());
        match SPARE.take() {
            Some(realm) => Ok(realm),
            None => Self::new(),
        }
    }

    /// Leaves the realm to be taken down later.
    pub(super) fn retire(self) {
        WANTED.set(std::mem::take(&mut self.shared.borrow_mut().wanted));
        USED.set(Some(self));
    }

    /// The same realm with these modules loaded, and as much memory left for scripts.
    fn with_modules(self, files: Vec<String>) -> rquickjs::Result<Self> {
        if files.is_empty() {
            return Ok(self);
        }
        let used = || usize::try_from(self.runtime.memory_usage().malloc_size).unwrap_or_default();
        let before = used();
        self.enter(|_, prelude| prelude.get::<_, Function<'_>>("warm")?.call::<_, ()>((files,)))?;
        let taken = used().saturating_sub(before);
        self.runtime.set_memory_limit(limits::MEMORY_BYTES + taken);
        Ok(self)
    }

    fn new() -> rquickjs::Result<Self> {
        let runtime = Runtime::new()?;
        runtime.set_memory_limit(limits::MEMORY_BYTES);
        runtime.set_max_stack_size(limits::STACK_BYTES);
        let shared: Shared = Rc::default();
        shared.borrow_mut().node = library::NEWEST_NODE;
        let state = shared.clone();
        runtime.set_interrupt_handler(Some(Box::new(move || {
            let Ok(mut host) = state.try_borrow_mut() else { return false };
            host.polls += u32::from(!host.loading);
            if host.polls > limits::POLLS {
                host.stopped.get_or_insert(Limit::Steps);
            }
            host.stopped.is_some()
        })));
        let context = Context::full(&runtime)?;
        let prelude = context.with(|ctx| -> rquickjs::Result<Persistent<JsObject<'static>>> {
            let make: Function<'_> =
                eval(&ctx, include_str!(concat!(env!("OUT_DIR"), "/prelude.js")), "prelude")?;
            let object: JsObject<'_> = make.call((host::install(&ctx, &shared)?,))?;
            Ok(Persistent::save(&ctx, object))
        })?;
        shared.borrow_mut().polls = 0;
        Ok(Self { prelude, context, runtime, shared })
    }

    /// Works in the realm. `work` is given the prelude's functions.
    pub(super) fn enter<R>(
        &self,
        work: impl for<'js> FnOnce(&Ctx<'js>, &JsObject<'js>) -> rquickjs::Result<R>,
    ) -> rquickjs::Result<R> {
        self.context.with(|ctx| {
            let prelude = self.prelude.clone().restore(&ctx)?;
            let result = work(&ctx, &prelude);
            // An uncaught exception would otherwise outlive the realm's last use.
            ctx.catch();
            result
        })
    }

    /// Runs what is queued by promises until nothing is left or the script was stopped.
    pub(super) fn drain(&self, ctx: &Ctx<'_>) {
        // The host is borrowed for the count only: a job calls back into it.
        let may_go_on = || self.shared.borrow_mut().spend(limits::WORK_OF_JOB);
        while may_go_on() && ctx.execute_pending_job() {}
    }

    /// Tells of promises that are rejected without a handler.
    pub(super) fn watch_rejections(&self) {
        let state = self.shared.clone();
        self.runtime.set_host_promise_rejection_tracker(Some(Box::new(
            move |ctx, _promise, reason, is_handled| {
                let error = (!is_handled).then(|| failure::describe(&ctx, &reason));
                if let Ok(mut host) = state.try_borrow_mut() {
                    host.rule.rejection = error;
                }
            },
        )));
    }
}

/// Evaluates a text as sloppy global code.
pub(super) fn eval<'js, V: rquickjs::FromJs<'js>>(
    ctx: &Ctx<'js>,
    code: &str,
    file: &str,
) -> rquickjs::Result<V> {
    let mut options = EvalOptions::default();
    options.strict = false;
    options.filename = Some(file.to_owned());
    ctx.eval_with_options(code, options)
}

/// What a call of a script threw, or which limit it reached.
pub(super) enum Thrown {
    /// An exception.
    Error(ScriptError),
    /// The engine's memory or stack.
    Limit(Limit),
}

/// The result of a call, with the exception described.
pub(super) fn caught<'js, T>(ctx: &Ctx<'js>, result: rquickjs::Result<T>) -> Result<T, Thrown> {
    result.catch(ctx).map_err(|error| {
        let value: JsValue<'js> = match error {
            CaughtError::Exception(exception) => exception.into_value(),
            CaughtError::Value(value) => value,
            CaughtError::Error(error) => {
                let message = error.to_string();
                return Thrown::Error(ScriptError {
                    name: "Error".into(),
                    message,
                    line: None,
                    column: None,
                    stack: String::new(),
                });
            }
        };
        let error = failure::describe(ctx, &value);
        match (error.name.as_str(), error.message.as_str()) {
            ("InternalError", "out of memory") => Thrown::Limit(Limit::Memory),
            (
                "RangeError" | "InternalError",
                "Maximum call stack size exceeded" | "stack overflow",
            ) => Thrown::Limit(Limit::Stack),
            _ => Thrown::Error(error),
        }
    })
}

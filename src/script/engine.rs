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
use crate::report::{OriginKind, ScriptError};

/// A realm with the host's functions in place, and no script yet.
pub(super) struct Realm {
    // INVARIANT: dropped in this order; what the prelude returned must go before the runtime does.
    prelude: Persistent<JsObject<'static>>,
    context: Context,
    runtime: Runtime,
    /// What the host's functions work on.
    pub(super) shared: Shared,
    made: Made,
}

/// What a realm was made with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Made {
    /// For rules or for Actions, which have `api` beside the rest.
    kind: OriginKind,
    /// The modules that it has loaded.
    modules: Vec<String>,
}

/// As many realms as one login may need: for rules and for Actions, and again where a refresh is looked at.
const REALMS: usize = 4;

thread_local! {
    /// Realms that were made ahead, so that a run need not wait for them.
    static SPARE: RefCell<Vec<Realm>> = const { RefCell::new(Vec::new()) };
    /// The realms of past logins, kept until somebody has time to take them down.
    static USED: RefCell<Vec<Realm>> = const { RefCell::new(Vec::new()) };
    /// What the last login would have liked to find made.
    static WANTED: RefCell<Vec<Made>> = const { RefCell::new(Vec::new()) };
}

/// Takes down the realms of the last login and makes some ahead of the next, which is likely to be one like it: it runs rules,
/// Actions or both, once or twice, and they require the same modules. Call it when nobody waits.
pub fn prepare() {
    USED.take();
    let mut old = SPARE.take();
    let mut wanted = WANTED.take();
    if wanted.is_empty() {
        wanted = old.iter().map(|realm| realm.made.clone()).collect();
    }
    if wanted.is_empty() {
        wanted.push(Made::default());
    }
    let spare = wanted.into_iter().filter_map(|made| {
        match old.iter().position(|realm| realm.made == made) {
            Some(at) => Some(old.swap_remove(at)),
            // A module that does not load is tried again when a script requires it.
            None => Realm::new(made.kind).and_then(|realm| realm.with_modules(made.modules)).ok(),
        }
    });
    SPARE.set(spare.collect());
}

impl Realm {
    /// A realm that was made ahead for scripts of this kind, or a new one.
    pub(super) fn take(kind: OriginKind) -> rquickjs::Result<Self> {
        let made = SPARE.with_borrow_mut(|spare| {
            let at = spare.iter().position(|realm| realm.made.kind == kind)?;
            Some(spare.swap_remove(at))
        });
        made.map_or_else(|| Self::new(kind), Ok)
    }

    /// Leaves the realm to be taken down later, soon if there are many.
    pub(super) fn retire(self) {
        let modules = std::mem::take(&mut self.shared.borrow_mut().wanted);
        let made = Made { kind: self.made.kind, modules };
        let full = USED.with_borrow(Vec::len) >= REALMS;
        if full {
            USED.take();
            WANTED.take();
        }
        WANTED.with_borrow_mut(|wanted| wanted.push(made));
        USED.with_borrow_mut(|used| used.push(self));
    }

    /// The same realm with these modules loaded, and as much memory left for scripts.
    fn with_modules(mut self, modules: Vec<String>) -> rquickjs::Result<Self> {
        if modules.is_empty() {
            return Ok(self);
        }
        self.made.modules.clone_from(&modules);
        let used = || usize::try_from(self.runtime.memory_usage().malloc_size).unwrap_or_default();
        let before = used();
        self.enter(|_, prelude| prelude.get::<_, Function<'_>>("warm")?.call::<_, ()>((modules,)))?;
        let taken = used().saturating_sub(before);
        self.runtime.set_memory_limit(limits::MEMORY_BYTES + taken);
        Ok(self)
    }

    fn new(kind: OriginKind) -> rquickjs::Result<Self> {
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
            let prelude: JsObject<'_> = make.call((host::install(&ctx, &shared)?,))?;
            if kind == OriginKind::Action {
                add_actions(&ctx, &shared, &prelude)?;
            }
            Ok(Persistent::save(&ctx, prelude))
        })?;
        shared.borrow_mut().polls = 0;
        Ok(Self { prelude, context, runtime, shared, made: Made { kind, modules: Vec::new() } })
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

/// Gives the prelude what Actions need beside it.
fn add_actions<'js>(
    ctx: &Ctx<'js>,
    shared: &Shared,
    prelude: &JsObject<'js>,
) -> rquickjs::Result<()> {
    let tools: JsObject<'_> = prelude.get("tools")?;
    let functions: JsObject<'_> = tools.get("host")?;
    host::install_api(ctx, shared, &functions)?;
    let make: Function<'_> =
        eval(ctx, include_str!(concat!(env!("OUT_DIR"), "/actions.js")), "actions")?;
    prelude.set("actions", make.call::<_, JsObject<'_>>((functions, tools))?)
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

//! The header: what this is, that nothing leaves it, and the date that decides so much.

use yew::prelude::*;

use super::icon::{glyph, icon};
use super::state::{Action, Dialog};
use super::{storage, words};
use crate::scenario::{Instant, RULES_END};

/// See [`AppHeader`].
#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// Name of the scenario.
    pub name: AttrValue,
    /// `now` of the scenario; empty when it is not given.
    pub now: AttrValue,
    /// What happens.
    pub on: Callback<Action>,
}

/// What the date means, in words.
pub fn clock_words(now: &str) -> String {
    if now.is_empty() {
        return "Date not set".into();
    }
    let day = words::day(now);
    match Instant::parse(now) {
        Some(instant) if instant < RULES_END => format!("{day}: Rules still run"),
        Some(_) => format!("{day}: no Rule runs"),
        None => format!("{day}: no date"),
    }
}

/// The header.
#[component]
pub fn AppHeader(Props { name, now, on }: &Props) -> Html {
    let theme = use_state(|| None::<String>);
    {
        let theme = theme.clone();
        use_effect_with((), move |()| theme.set(storage::theme()));
    }
    let open =
        |dialog: Dialog| on.reform(move |_: MouseEvent| Action::DialogOpened(dialog.clone()));
    let (said, next) = match theme.as_deref() {
        Some("light") => ("Theme: light", Some("dark")),
        Some("dark") => ("Theme: dark", None),
        _ => ("Theme: follows the system", Some("light")),
    };
    let turn = {
        let theme = theme.clone();
        Callback::from(move |_: MouseEvent| {
            storage::set_theme(next);
            theme.set(next.map(Into::into));
        })
    };
    let title = if name.is_empty() { AttrValue::Static("Untitled scenario") } else { name.clone() };
    html! {
        <header class="app-header workbench__header">
            <a class="skip-link visually-hidden" href="#results-panel">{ "Skip to the result" }</a>
            <span class="app-header__mark">{ glyph() }{ "claimscope" }</span>
            <h1 class="app-header__title">
                <span class="visually-hidden">{ "claimscope: " }</span>
                <button class="button" type="button" data-kind="quiet" aria-haspopup="dialog" title="Rename, or start another scenario" onclick={open(Dialog::Scenario)}>
                    <span class="app-header__name">{ title }</span>{ icon("down") }
                </button>
            </h1>
            <p class="app-header__privacy">{ icon("lock") }<span class="app-header__long">{ "Runs in this tab." }</span>{ " Nothing is sent." }</p>
            <button class="button app-header__clock" type="button" data-kind="quiet" aria-haspopup="dialog"
                title="The simulated date decides the era of the claim rules and whether Rules run at all" onclick={open(Dialog::Scenario)}>
                { icon("clock") }{ clock_words(now) }
            </button>
            <nav class="app-header__actions" aria-label="Scenario">
                <button class="button" type="button" data-kind="quiet" aria-haspopup="dialog" onclick={open(Dialog::Examples)}>{ "Examples" }{ icon("down") }</button>
                <button class="button" type="button" data-kind="icon" aria-label={said} title={said} onclick={turn}>{ icon("theme") }</button>
                <button class="button" type="button" data-kind="icon" aria-label="Keyboard shortcuts and help" title="Keyboard shortcuts and help (?)" onclick={open(Dialog::Help)}>{ icon("help") }</button>
            </nav>
        </header>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_says_whether_rules_run() {
        assert_eq!(clock_words("2026-11-17T12:00:00Z"), "17 Nov 2026: Rules still run");
        assert_eq!(clock_words("2026-11-18T00:00:00Z"), "18 Nov 2026: no Rule runs");
        assert_eq!(clock_words(""), "Date not set");
    }
}

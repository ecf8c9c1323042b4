//! The header: what this is, that nothing leaves it, and the date that decides so much.

use super::el::{El, On, button, copy, el};
use super::icon::{glyph, icon};
use super::state::{Action, Dialog, State, Theme};
use super::{document, words};
use crate::scenario::{Instant, RULES_END};

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
pub fn app_header(state: &State, on: &On) -> El {
    let opens = |form: &'static str, dialog| button(form, on, Action::DialogOpened(dialog));
    let theme = match state.theme {
        Theme::Light => "Theme: light",
        Theme::Dark => "Theme: dark",
        Theme::System => "Theme: follows the system",
    };
    let title = match document::text(&state.document, "/name") {
        "" => "Untitled scenario",
        name => name,
    };
    el("header.app-header.workbench__header")
        .with(
            el("a.skip-link.visually-hidden[href=#results-panel] Skip to the result"),
        )
        .with(el("span.app-header__mark").with(glyph()).with("claimscope"))
        .with(
            el("h1.app-header__title")
                .with(el("span.visually-hidden claimscope: "))
                .with(
                    opens("button.button[data-kind=quiet][aria-haspopup=dialog][title=Rename, or start another scenario]", Dialog::Scenario)
                        .with(el("span.app-header__name").with(copy(title)))
                        .with(icon("down")),
                ),
        )
        .with(
            el("p.app-header__privacy")
                .with(icon("lock"))
                .with(el("span.app-header__long Runs in this tab."))
                .with(" Nothing is sent."),
        )
        .with(
            opens("button.button.app-header__clock[data-kind=quiet][aria-haspopup=dialog][title=The simulated date decides the era of the claim rules and whether Rules run at all]", Dialog::Scenario)
                .with(icon("clock"))
                .with(clock_words(&state.now().to_string())),
        )
        .with(
            el("nav.app-header__actions[aria-label=Scenario]")
                .with(
                    opens("button.button[data-kind=quiet][aria-haspopup=dialog]", Dialog::Examples)
                        .with("Examples")
                        .with(icon("down")),
                )
                .with(
                    button("button.button[data-kind=icon]", on, Action::ThemeTurned)
                        .attr("aria-label", theme)
                        .attr("title", theme)
                        .with(icon("theme")),
                )
                .with(
                    opens("button.button[data-kind=icon][aria-label=Keyboard shortcuts and help][title=Keyboard shortcuts and help (?)]", Dialog::Help)
                        .with(icon("help")),
                ),
        )
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

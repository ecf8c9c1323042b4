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
        .add(
            el("a.skip-link.visually-hidden[href=#results-panel] Skip to the result"),
        )
        .add(el("span.app-header__mark").add(glyph()).add("claimscope"))
        .add(
            el("h1.app-header__title")
                .add(el("span.visually-hidden claimscope: "))
                .add(
                    opens("button.button[data-kind=quiet][aria-haspopup=dialog][title=Rename, or start another scenario]", Dialog::Scenario)
                        .add(el("span.app-header__name").add(copy(title)))
                        .add(icon("down")),
                ),
        )
        .add(
            el("p.app-header__privacy")
                .add(icon("lock"))
                .add(el("span.app-header__long Runs in this tab."))
                .add(" Nothing is sent."),
        )
        .add(
            opens("button.button.app-header__clock[data-kind=quiet][aria-haspopup=dialog][title=The simulated date decides the era of the claim rules and whether Rules run at all]", Dialog::Scenario)
                .add(icon("clock"))
                .add(clock_words(&state.now().to_string())),
        )
        .add(
            el("nav.app-header__actions[aria-label=Scenario]")
                .add(
                    opens("button.button[data-kind=quiet][aria-haspopup=dialog]", Dialog::Examples)
                        .add("Examples")
                        .add(icon("down")),
                )
                .add(
                    button("button.button[data-kind=icon]", on, Action::ThemeTurned)
                        .attr("aria-label", theme)
                        .attr("title", theme)
                        .add(icon("theme")),
                )
                .add(
                    opens("button.button[data-kind=icon][aria-label=Keyboard shortcuts and help][title=Keyboard shortcuts and help (?)]", Dialog::Help)
                        .add(icon("help")),
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

//! Icons: one stroke width, one grid, never without a word beside them or a name on their button.

use super::el::{El, el};

/// An icon by name.
pub fn icon(name: &str) -> El {
    let (paths, filled): (&[&'static str], bool) = match name {
        "clock" => {
            (&["M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 1 0 0-11.6", "M8 4.6V8l2.3 1.6"], false)
        }
        "copy" => (&["M5.5 5.5h8v8h-8z", "M10.5 3v-.5h-8v8H3"], false),
        "cross" | "drop" => (&["M4 4l8 8M12 4l-8 8"], false),
        "down" => (&["M4 6.2L8 10l4-3.8"], false),
        "fail" => (&["M5.4 2h5.2L14 5.4v5.2L10.6 14H5.4L2 10.6V5.4z", "M8 5v3.6M8 10.9v.3"], false),
        "flip" => (&["M3 6h9.5L10 3.5M13 10H3.5L6 12.5"], false),
        "grip" => (&["M6 4v.1M10 4v.1M6 8v.1M10 8v.1M6 12v.1M10 12v.1"], false),
        "help" => (
            &[
                "M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 1 0 0-11.6",
                "M6.2 6.3a1.85 1.85 0 1 1 2.7 1.7c-.6.3-.9.7-.9 1.3M8 11.2v.2",
            ],
            false,
        ),
        "inputs" => (&["M3 4h10M3 8h6M3 12h8"], false),
        "keep" => (&["M3 8.5l3.2 3.2L13 4.6"], false),
        "lock" => (&["M4 7.5h8V13H4zM5.5 7.5V5.3a2.5 2.5 0 0 1 5 0v2.2"], false),
        "next" => (&["M5 3.3v9.4L11.6 8z"], false),
        "part" | "theme" => (&["M8 2.5a5.5 5.5 0 0 0 0 11z"], true),
        "play" => (&["M5 3.2v9.6L12.6 8z"], true),
        "plus" => (&["M8 3.5v9M3.5 8h9"], false),
        "prev" => (&["M11 3.3v9.4L4.4 8z"], false),
        "result" => (&["M2.5 3.5h11v9h-11zM2.5 7h11M6.5 7v5.5"], false),
        "right" => (&["M6.2 4L10 8l-3.8 4"], false),
        "script" => (&["M6 4L2.5 8 6 12M10 4l3.5 4L10 12"], false),
        "stop" => (&["M4.5 4.5h7v7h-7z"], true),
        "undo" => (&["M5.5 3.5L3 6l2.5 2.5M3 6h6a3.5 3.5 0 0 1 0 7H7"], false),
        "redo" => (&["M10.5 3.5L13 6l-2.5 2.5M13 6H7a3.5 3.5 0 0 0 0 7h2"], false),
        _ => (&["M4.5 8h7"], false),
    };
    let ring = matches!(name, "part" | "theme");
    el("svg.icon[viewBox=0 0 16 16][aria-hidden=true]")
        .with(ring.then(|| el("circle[cx=8][cy=8][r=5.5]")))
        .each(paths.iter().map(|path| {
            el("path").attr("d", *path).maybe("fill", filled.then_some("currentColor"))
        }))
}

/// The sign of claimscope: a wire through a gate into a port.
pub fn glyph() -> El {
    el("svg.app-header__glyph[viewBox=0 0 26 16][aria-hidden=true]")
        .with(el("path.app-header__gate[d=M13 1v4.2M13 10.8V15]"))
        .with(el("path.app-header__wire[d=M1 8h18]"))
        .with(el("circle.app-header__port[cx=22][cy=8][r=2.8]"))
}

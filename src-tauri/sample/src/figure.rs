//! What scenes are made of: people, banners, trees, houses, sky; and numbers that look thrown.

use crate::glyph::{middle, width};
use crate::scene::{HEIGHT, WIDTH};

pub(crate) const COATS: [&str; 7] = [
    "#3d6590", "#c58b36", "#4e7358", "#b84a3b", "#6d5681", "#454f5e", "#8d6e52",
];
pub(crate) const SKINS: [&str; 3] = ["#eac4a0", "#e3b68f", "#f0cfb0"];

/// Numbers that look thrown but are the same every time.
pub(crate) fn vary(seed: usize, n: usize, from: f64, to: f64) -> f64 {
    let mut h = (seed as u32).wrapping_mul(0x9e37_79b1) ^ (n as u32).wrapping_mul(0x85eb_ca77);
    h = (h ^ (h >> 15)).wrapping_mul(0x2c1b_3c6d);
    h ^= h >> 12;
    from + (to - from) * f64::from(h & 0xffff) / 65535.0
}

pub(crate) fn pick(list: &[&'static str], seed: usize, n: usize) -> &'static str {
    let at = vary(seed, n, 0.0, list.len() as f64 - 0.01) as usize;
    list.get(at).copied().unwrap_or("#777777")
}

pub(crate) fn rect(x: f64, y: f64, w: f64, h: f64, r: f64, fill: &str) -> String {
    format!(
        "<rect x=\"{x:.0}\" y=\"{y:.0}\" width=\"{w:.0}\" height=\"{h:.0}\" rx=\"{r:.0}\" fill=\"{fill}\"/>"
    )
}

pub(crate) fn circle(x: f64, y: f64, r: f64, fill: &str) -> String {
    format!("<circle cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"{r:.0}\" fill=\"{fill}\"/>")
}

pub(crate) fn shape(d: &str, fill: &str) -> String {
    format!("<path d=\"{d}\" fill=\"{fill}\"/>")
}

/// A person standing on `y`, `h` high.
pub(crate) fn person(x: f64, y: f64, h: f64, coat: &str, skin: &str) -> String {
    let head = h * 0.13;
    let (top, body) = (y - h, h * 0.36);
    shadow(x, y, h)
        + &rect(
            x - h * 0.1,
            y - h * 0.42,
            h * 0.085,
            h * 0.42,
            h * 0.03,
            "#39404c",
        )
        + &rect(
            x + h * 0.015,
            y - h * 0.42,
            h * 0.085,
            h * 0.42,
            h * 0.03,
            "#39404c",
        )
        + &rect(x - h * 0.15, top + head * 2.0, h * 0.3, body, h * 0.08, coat)
        + &rect(
            x - h * 0.2,
            top + head * 2.2,
            h * 0.07,
            body * 0.85,
            h * 0.035,
            coat,
        )
        + &rect(
            x + h * 0.13,
            top + head * 2.2,
            h * 0.07,
            body * 0.85,
            h * 0.035,
            coat,
        )
        + &circle(x, top + head, head, skin)
        + &shape(
            &format!(
                "M{:.0} {:.0} a{head:.0} {head:.0} 0 0 1 {:.0} 0 z",
                x - head,
                top + head * 0.9,
                head * 2.0
            ),
            "#2b2724",
        )
}

fn shadow(x: f64, y: f64, h: f64) -> String {
    format!(
        "<ellipse cx=\"{x:.0}\" cy=\"{y:.0}\" rx=\"{:.0}\" ry=\"{:.0}\" fill=\"#000\" fill-opacity=\".14\"/>",
        h * 0.24,
        h * 0.035
    )
}

/// A row of people, the far ones first.
pub(crate) fn crowd(seed: usize, count: usize, y: f64, h: f64, coat: Option<&str>) -> String {
    let span = (WIDTH - 240.0).min(count as f64 * h * 0.52);
    (0..count)
        .map(|n| {
            let x = WIDTH / 2.0 - span / 2.0
                + span * (n as f64 + 0.5) / count as f64
                + vary(seed, n, -12.0, 12.0);
            let tall = h * vary(seed, n + 40, 0.92, 1.06);
            person(
                x,
                y + vary(seed, n + 80, -10.0, 14.0),
                tall,
                coat.unwrap_or_else(|| pick(&COATS, seed, n + 9)),
                pick(&SKINS, seed, n + 5),
            )
        })
        .collect()
}

/// People from behind, as an audience sits.
pub(crate) fn audience(seed: usize, rows: usize) -> String {
    let mut svg = String::new();
    for row in 0..rows {
        let y = 640.0 + row as f64 * 120.0;
        let count = 9 - row;
        for n in 0..count {
            let x = 120.0 + (n as f64 + if row % 2 == 0 { 0.0 } else { 0.5 }) * 1060.0 / (count as f64 - 0.4);
            let size = 34.0 + row as f64 * 9.0;
            svg += &rect(
                x - size * 1.3,
                y + size * 0.6,
                size * 2.6,
                300.0,
                size * 0.8,
                pick(&COATS, seed, row * 16 + n),
            );
            svg += &circle(x, y, size, "#332c27");
            svg += &rect(
                x - size * 0.45,
                y + size * 0.6,
                size * 0.9,
                size * 0.6,
                6.0,
                pick(&SKINS, seed, n),
            );
        }
    }
    svg
}

/// A red banner with white words, as wide as they need.
pub(crate) fn banner(text: &str, y: f64) -> String {
    let size = 46.0_f64.min(1080.0 / (width(text, 1.0) + 1.6));
    let wide = width(text, size) + size * 1.6;
    rect(WIDTH / 2.0 - wide / 2.0, y, wide, size * 1.75, 3.0, "#c23a2a")
        + &rect(
            WIDTH / 2.0 - wide / 2.0,
            y + size * 1.75 - 5.0,
            wide,
            5.0,
            0.0,
            "#9c2b1e",
        )
        + &middle(text, WIDTH / 2.0, y + size * 1.22, size, "#fff7ee")
}

pub(crate) fn sky(top: &str, bottom: &str, to: f64) -> String {
    format!(
        "<defs><linearGradient id=\"sky\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\"><stop offset=\"0\" stop-color=\"{top}\"/><stop offset=\"1\" stop-color=\"{bottom}\"/></linearGradient></defs>"
    ) + &rect(0.0, 0.0, WIDTH, to, 0.0, "url(#sky)")
}

pub(crate) fn hill(y: f64, seed: usize, fill: &str) -> String {
    let peak = vary(seed, 3, 300.0, 900.0);
    shape(
        &format!(
            "M0 {:.0} C{:.0} {:.0} {:.0} {:.0} {WIDTH} {:.0} V{HEIGHT} H0 z",
            y + 60.0,
            peak - 200.0,
            y - 90.0,
            peak + 260.0,
            y - 40.0,
            y + 50.0
        ),
        fill,
    )
}

pub(crate) fn tree(x: f64, y: f64, size: f64, leaf: &str) -> String {
    rect(
        x - size * 0.07,
        y - size * 0.9,
        size * 0.14,
        size * 0.9,
        4.0,
        "#7a5b40",
    ) + &circle(x, y - size * 1.15, size * 0.5, leaf)
        + &circle(x - size * 0.3, y - size * 0.9, size * 0.36, leaf)
        + &circle(x + size * 0.3, y - size * 0.92, size * 0.38, leaf)
}

pub(crate) fn house(x: f64, y: f64, w: f64, roof: &str) -> String {
    let h = w * 0.55;
    rect(x, y - h, w, h, 0.0, "#f1ead9")
        + &shape(
            &format!(
                "M{:.0} {:.0} L{:.0} {:.0} L{:.0} {:.0} z",
                x - w * 0.08,
                y - h,
                x + w / 2.0,
                y - h - w * 0.3,
                x + w * 1.08,
                y - h
            ),
            roof,
        )
        + &rect(x + w * 0.4, y - h * 0.62, w * 0.2, h * 0.62, 2.0, "#8a5a3b")
        + &rect(x + w * 0.1, y - h * 0.62, w * 0.18, h * 0.3, 2.0, "#a9c4d4")
        + &rect(x + w * 0.72, y - h * 0.62, w * 0.18, h * 0.3, 2.0, "#a9c4d4")
}

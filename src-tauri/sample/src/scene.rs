//! Drawn scenes: each activity has a place of its own; the people, the light and the distance change from picture to picture.

use crate::glyph::{middle, width};

/// Size of a drawing in units.
pub(crate) const WIDTH: f64 = 1280.0;
/// See [`WIDTH`].
pub(crate) const HEIGHT: f64 = 960.0;

/// Where it happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Monument,
    Hillside,
    Hall,
    Canteen,
    Courtyard,
    Crossing,
    Field,
    Wall,
    Village,
    Sheet,
}

const COATS: [&str; 7] = [
    "#3d6590", "#c58b36", "#4e7358", "#b84a3b", "#6d5681", "#454f5e", "#8d6e52",
];
const SKINS: [&str; 3] = ["#eac4a0", "#e3b68f", "#f0cfb0"];

/// Numbers that look thrown but are the same every time.
fn vary(seed: usize, n: usize, from: f64, to: f64) -> f64 {
    let mut h = (seed as u32).wrapping_mul(0x9e37_79b1) ^ (n as u32).wrapping_mul(0x85eb_ca77);
    h = (h ^ (h >> 15)).wrapping_mul(0x2c1b_3c6d);
    h ^= h >> 12;
    from + (to - from) * f64::from(h & 0xffff) / 65535.0
}

fn pick(list: &[&'static str], seed: usize, n: usize) -> &'static str {
    let at = vary(seed, n, 0.0, list.len() as f64 - 0.01) as usize;
    list.get(at).copied().unwrap_or("#777777")
}

fn rect(x: f64, y: f64, w: f64, h: f64, r: f64, fill: &str) -> String {
    format!(
        "<rect x=\"{x:.0}\" y=\"{y:.0}\" width=\"{w:.0}\" height=\"{h:.0}\" rx=\"{r:.0}\" fill=\"{fill}\"/>"
    )
}

fn circle(x: f64, y: f64, r: f64, fill: &str) -> String {
    format!("<circle cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"{r:.0}\" fill=\"{fill}\"/>")
}

fn shape(d: &str, fill: &str) -> String {
    format!("<path d=\"{d}\" fill=\"{fill}\"/>")
}

/// A person standing on `y`, `h` high.
fn person(x: f64, y: f64, h: f64, coat: &str, skin: &str) -> String {
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
fn crowd(seed: usize, count: usize, y: f64, h: f64, coat: Option<&str>) -> String {
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
fn audience(seed: usize, rows: usize) -> String {
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
fn banner(text: &str, y: f64) -> String {
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

fn sky(top: &str, bottom: &str, to: f64) -> String {
    format!(
        "<defs><linearGradient id=\"sky\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\"><stop offset=\"0\" stop-color=\"{top}\"/><stop offset=\"1\" stop-color=\"{bottom}\"/></linearGradient></defs>"
    ) + &rect(0.0, 0.0, WIDTH, to, 0.0, "url(#sky)")
}

fn hill(y: f64, seed: usize, fill: &str) -> String {
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

fn tree(x: f64, y: f64, size: f64, leaf: &str) -> String {
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

fn house(x: f64, y: f64, w: f64, roof: &str) -> String {
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

/// The drawing of one picture: `n` is its number within the activity.
pub(crate) fn draw(place: Place, words: &str, seed: usize, n: usize) -> String {
    let s = seed * 31 + n;
    let body = match place {
        Place::Monument => monument(s, words),
        Place::Hillside => hillside(s, n, words),
        Place::Hall => hall(s, n, words),
        Place::Canteen => canteen(s, words),
        Place::Courtyard => courtyard(s, words),
        Place::Crossing => crossing(s, n, words),
        Place::Field => field(s, n, words),
        Place::Wall => wall(s, n, words),
        Place::Village => village(s, words),
        Place::Sheet => sheet(s, words),
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\">{body}</svg>"
    )
}

fn monument(s: usize, words: &str) -> String {
    let x = WIDTH / 2.0 + vary(s, 1, -60.0, 60.0);
    let mut svg =
        sky("#b9d2e0", "#e9f0ee", 620.0) + &hill(520.0, s, "#9fb39a") + &hill(600.0, s + 7, "#8aa183");
    svg += &rect(0.0, 650.0, WIDTH, 310.0, 0.0, "#c9c3b4");
    for side in [-1.0, 1.0] {
        for step in 0..3 {
            svg += &tree(
                x + side * (300.0 + f64::from(step) * 130.0),
                650.0,
                130.0,
                "#3f6b4f",
            );
        }
    }
    svg += &shape(
        &format!(
            "M{:.0} 590 L{:.0} 170 L{:.0} 130 L{:.0} 170 L{:.0} 590 z",
            x - 66.0,
            x - 40.0,
            x,
            x + 40.0,
            x + 66.0
        ),
        "#f0ede4",
    );
    svg += &shape(
        &format!("M{x:.0} 130 L{:.0} 170 L{:.0} 590 H{x:.0} z", x + 40.0, x + 66.0),
        "#ddd8ca",
    );
    svg += &(rect(x - 150.0, 580.0, 300.0, 40.0, 0.0, "#e6e1d4")
        + &rect(x - 200.0, 618.0, 400.0, 40.0, 0.0, "#d8d2c2"));
    for n in 0..4 {
        let wreath = x - 120.0 + f64::from(n) * 80.0;
        svg += &(circle(wreath, 640.0, 30.0, "#4f7a4c") + &circle(wreath, 640.0, 14.0, "#e9d36b"));
    }
    let count = 6 + s % 4;
    svg + &crowd(s, count, 850.0, 250.0, None) + &banner(words, 44.0)
}

fn hillside(s: usize, n: usize, words: &str) -> String {
    let mut svg = sky("#a9d3ea", "#eaf5f6", 620.0) + &circle(1040.0, 150.0, 56.0, "#fff2c4");
    svg += &(hill(440.0, s, "#b5d19a")
        + &hill(540.0, s + 3, "#97be7d")
        + &rect(0.0, 700.0, WIDTH, 260.0, 0.0, "#b08f66"));
    for k in 0..9 {
        svg += &tree(
            vary(s, k, 20.0, 1260.0),
            vary(s, k + 20, 520.0, 620.0),
            vary(s, k + 30, 60.0, 110.0),
            "#5c9152",
        );
    }
    for k in 0..5 {
        let x = 130.0 + f64::from(k) * 255.0;
        svg += &(shape(&format!("M{:.0} 850 q55 -44 110 0 z", x - 55.0), "#8b6b48")
            + &rect(x - 3.0, 720.0, 6.0, 120.0, 2.0, "#7a5b40"));
        svg += &(circle(x - 16.0, 730.0, 20.0, "#74ab5c")
            + &circle(x + 14.0, 722.0, 22.0, "#83b869")
            + &circle(x, 704.0, 18.0, "#74ab5c"));
    }
    svg + &crowd(s, 4 + n % 4, 880.0, 270.0, None) + &banner(words, 60.0)
}

fn hall(s: usize, n: usize, words: &str) -> String {
    let mut svg =
        rect(0.0, 0.0, WIDTH, HEIGHT, 0.0, "#eee6d8") + &rect(0.0, 520.0, WIDTH, 440.0, 0.0, "#b99f7d");
    svg += &(rect(0.0, 0.0, WIDTH, 34.0, 0.0, "#e2d8c6")
        + &rect(60.0, 150.0, 120.0, 350.0, 4.0, "#d9cbb3")
        + &rect(1100.0, 150.0, 120.0, 350.0, 4.0, "#d9cbb3"));
    svg += &(rect(300.0, 170.0, 680.0, 330.0, 8.0, "#2f3a46")
        + &rect(314.0, 184.0, 652.0, 302.0, 4.0, "#f4f7f7"));
    svg += &rect(314.0, 184.0, 652.0, 64.0, 4.0, "#bf3b27");
    for k in 0..4 {
        let wide = vary(s, k, 260.0, 560.0);
        svg += &rect(
            354.0,
            286.0 + f64::from(u8::try_from(k).unwrap_or(0)) * 46.0,
            wide,
            16.0,
            8.0,
            "#c6ced3",
        );
    }
    let speaker = if n % 2 == 0 { 220.0 } else { 1060.0 };
    svg += &person(speaker, 590.0, 250.0, pick(&COATS, s, 2), pick(&SKINS, s, 3));
    svg += &(rect(speaker - 62.0, 480.0, 124.0, 120.0, 6.0, "#8a5f3e")
        + &rect(speaker - 70.0, 470.0, 140.0, 18.0, 4.0, "#75502f"));
    svg + &audience(s, 3) + &banner(words, 56.0)
}

fn canteen(s: usize, words: &str) -> String {
    let mut svg =
        rect(0.0, 0.0, WIDTH, HEIGHT, 0.0, "#f3eee2") + &rect(0.0, 560.0, WIDTH, 400.0, 0.0, "#d3c5ad");
    for k in 0..4 {
        svg += &(rect(90.0 + f64::from(k) * 300.0, 190.0, 200.0, 200.0, 6.0, "#bfd8e2")
            + &rect(186.0 + f64::from(k) * 300.0, 190.0, 8.0, 200.0, 0.0, "#f3eee2"));
    }
    for k in 0..5 {
        let x = 120.0 + f64::from(k) * 260.0;
        svg += &(rect(x - 1.0, 0.0, 3.0, 46.0, 0.0, "#a08a66") + &circle(x, 66.0, 24.0, "#d5543f"));
    }
    svg += &crowd(s, 6, 700.0, 290.0, None);
    svg += &(rect(120.0, 640.0, 1040.0, 60.0, 10.0, "#f7f3ea")
        + &rect(120.0, 690.0, 1040.0, 26.0, 6.0, "#d9cfbd")
        + &rect(170.0, 716.0, 30.0, 200.0, 4.0, "#a88d6a")
        + &rect(1080.0, 716.0, 30.0, 200.0, 4.0, "#a88d6a"));
    for k in 0..11 {
        let x = 190.0 + k as f64 * 88.0 + vary(s, k, -8.0, 8.0);
        svg += &shape(
            &format!("M{x:.0} 610 l28 46 h-56 z"),
            if k % 3 == 0 { "#6f9a55" } else { "#4f8150" },
        );
        svg += &rect(x - 22.0, 634.0, 44.0, 5.0, 2.0, "#f2e7c8");
    }
    svg + &banner(words, 108.0)
}

fn courtyard(s: usize, words: &str) -> String {
    let mut svg = sky("#cfdce6", "#f3f1e8", 560.0) + &rect(0.0, 560.0, WIDTH, 400.0, 0.0, "#cdc2ae");
    svg += &(house(150.0, 600.0, 560.0, "#9c5a41") + &tree(1010.0, 620.0, 230.0, "#7f9a55"));
    for k in 0..6 {
        svg += &circle(
            vary(s, k, 930.0, 1090.0),
            vary(s, k + 9, 300.0, 440.0),
            9.0,
            "#e8a33a",
        );
    }
    svg += &person(500.0, 830.0, 270.0, "#8a7f72", "#e8c7a8");
    svg += &crowd(s, 4, 860.0, 290.0, None);
    for k in 0..3 {
        let x = 560.0 + f64::from(k) * 92.0;
        svg += &(rect(x, 800.0, 76.0, 60.0, 4.0, "#c8412e")
            + &rect(x + 32.0, 800.0, 12.0, 60.0, 0.0, "#e9c567")
            + &circle(x + 38.0, 800.0, 12.0, "#e9c567"));
    }
    svg + &banner(words, 48.0)
}

fn crossing(s: usize, n: usize, words: &str) -> String {
    let mut svg = sky("#bcd6e6", "#eef4f4", 470.0);
    for k in 0..8 {
        let tall = vary(s / 31, k, 120.0, 290.0);
        let x = k as f64 * 165.0 - 10.0;
        svg += &rect(
            x,
            470.0 - tall,
            150.0,
            tall,
            2.0,
            if k % 2 == 0 { "#d9dde0" } else { "#c8cfd4" },
        );
        for w in 0..3 {
            svg += &rect(
                x + 20.0 + f64::from(w) * 42.0,
                470.0 - tall + 26.0,
                24.0,
                30.0,
                2.0,
                "#a7bccb",
            );
        }
    }
    svg += &(rect(0.0, 470.0, WIDTH, 60.0, 0.0, "#cfc9bd") + &rect(0.0, 530.0, WIDTH, 430.0, 0.0, "#6f7478"));
    for k in 0..9 {
        svg += &shape(
            &format!("M{0} 640 h70 l{1} 320 h-120 z", 60 + k * 136, 20 - (k - 4) * 4),
            "#eceae4",
        );
    }
    svg += &(rect(1090.0, 210.0, 12.0, 340.0, 2.0, "#4b5157")
        + &rect(1066.0, 180.0, 60.0, 150.0, 10.0, "#33383d"));
    for (k, colour) in ["#7a2f28", "#8a6f2a", "#39c06d"].iter().enumerate() {
        svg += &circle(1096.0, 208.0 + k as f64 * 46.0, 17.0, colour);
    }
    svg += &crowd(s, 3 + n % 3, 690.0, 250.0, Some("#cf3f30"));
    let rider = vary(s, 2, 250.0, 900.0);
    svg += &(circle(rider - 60.0, 880.0, 40.0, "#2d3135")
        + &circle(rider + 66.0, 880.0, 40.0, "#2d3135")
        + &rect(rider - 64.0, 838.0, 130.0, 22.0, 10.0, "#3d7ea6"));
    svg += &person(rider, 866.0, 230.0, pick(&COATS, s, 4), pick(&SKINS, s, 1));
    svg + &banner(words, 40.0)
}

fn field(s: usize, n: usize, words: &str) -> String {
    let mut svg = sky("#a5cdea", "#e8f3f7", 430.0) + &rect(0.0, 380.0, WIDTH, 90.0, 0.0, "#c9cdd0");
    for k in 0..26 {
        svg += &circle(
            30.0 + k as f64 * 48.0,
            396.0 + vary(s, k, -8.0, 20.0),
            13.0,
            pick(&COATS, s, k),
        );
    }
    svg +=
        &(rect(0.0, 460.0, WIDTH, 190.0, 0.0, "#7fae6b") + &rect(0.0, 640.0, WIDTH, 320.0, 0.0, "#c4674e"));
    for k in 0..4 {
        svg += &rect(0.0, 690.0 + f64::from(k) * 74.0, WIDTH, 5.0, 0.0, "#f2e6df");
    }
    for k in 0..7 {
        let x = 60.0 + f64::from(k) * 190.0;
        let colour = if k % 2 == 0 { "#e0b53c" } else { "#3f7fb3" };
        svg += &(rect(x, 200.0, 6.0, 200.0, 0.0, "#8b8f92")
            + &shape(
                &format!("M{:.0} 205 q45 -22 86 6 v54 q-42 -26 -86 -2 z", x + 6.0),
                colour,
            ));
    }
    svg + &crowd(s, 4 + n % 3, 880.0, 280.0, None) + &banner(words, 56.0)
}

fn wall(s: usize, n: usize, words: &str) -> String {
    let mut svg =
        rect(0.0, 0.0, WIDTH, 720.0, 0.0, "#e7e4dc") + &rect(0.0, 720.0, WIDTH, 240.0, 0.0, "#b9b2a5");
    for k in 0..3 {
        let x = 110.0 + f64::from(k) * 370.0;
        let colour = if k == 1 { "#b93a2b" } else { "#2f6f63" };
        svg += &(rect(x, 190.0, 320.0, 430.0, 6.0, "#ffffff")
            + &rect(x + 14.0, 204.0, 292.0, 402.0, 3.0, colour));
        let text: String = words
            .chars()
            .skip(usize::try_from(k).unwrap_or(0) * 4)
            .take(4)
            .collect();
        svg += &middle(&text, x + 160.0, 330.0, 62.0, "#fff7ee");
        svg += &(circle(x + 160.0, 470.0, 60.0, "#f3d9a0") + &tree(x + 160.0, 590.0, 90.0, "#e9f0d8"));
    }
    svg += &(rect(0.0, 716.0, WIDTH, 12.0, 0.0, "#a39b8c")
        + &tree(40.0, 760.0, 150.0, "#6f9a63")
        + &tree(1240.0, 770.0, 170.0, "#6f9a63"));
    if n % 2 == 1 {
        svg + &crowd(s, 2, 900.0, 300.0, None)
    } else {
        svg
    }
}

fn village(s: usize, words: &str) -> String {
    let mut svg = sky("#b7d7e4", "#f1f4ea", 560.0)
        + &hill(400.0, s, "#a8bf8e")
        + &rect(0.0, 560.0, WIDTH, 400.0, 0.0, "#c4b48a");
    for k in 0..6 {
        svg += &rect(0.0, 580.0 + f64::from(k) * 26.0, WIDTH, 9.0, 0.0, "#9bb06a");
    }
    svg += &(house(120.0, 580.0, 260.0, "#8f4f3c")
        + &house(470.0, 560.0, 220.0, "#7c6a5c")
        + &house(900.0, 590.0, 280.0, "#8f4f3c"));
    svg + &crowd(s, 6, 880.0, 270.0, None) + &banner(words, 56.0)
}

/// A photographed sheet of paper with ruled lines: 签到表.
fn sheet(s: usize, words: &str) -> String {
    let turn = vary(s, 1, -2.2, 2.2);
    let mut svg = rect(0.0, 0.0, WIDTH, HEIGHT, 0.0, "#9c8a73")
        + &format!("<g transform=\"rotate({turn:.2} 640 480)\">");
    svg +=
        &(rect(252.0, 46.0, 790.0, 880.0, 3.0, "#7f705d") + &rect(240.0, 36.0, 790.0, 880.0, 3.0, "#faf8f2"));
    svg += &middle(words, 635.0, 118.0, 40.0, "#2a2a2a");
    let heads = [("序号", 290.0), ("姓名", 410.0), ("单位", 590.0), ("签名", 850.0)];
    for (head, x) in heads {
        svg += &middle(head, x, 190.0, 24.0, "#2a2a2a");
    }
    for row in 0..=13 {
        svg += &rect(262.0, 152.0 + f64::from(row) * 56.0, 746.0, 2.0, 0.0, "#6a6a6a");
    }
    for x in [262.0, 322.0, 498.0, 690.0, 1006.0] {
        svg += &rect(x, 152.0, 2.0, 730.0, 0.0, "#6a6a6a");
    }
    for row in 0..12 {
        let y = 244.0 + row as f64 * 56.0;
        for (x, wide) in [
            (410.0, 70.0),
            (590.0, 110.0),
            (850.0, vary(s, row + 3, 90.0, 190.0)),
        ] {
            let bend = vary(s, row * 7 + x as usize, -14.0, 14.0);
            svg += &format!(
                "<path d=\"M{:.0} {y:.0} q{:.0} {:.0} {:.0} {:.0} t{:.0} {:.0}\" fill=\"none\" stroke=\"#27406e\" stroke-width=\"4\" stroke-linecap=\"round\"/>",
                x - wide / 2.0,
                wide / 4.0,
                bend - 18.0,
                wide / 2.0,
                bend / 3.0,
                wide / 2.0,
                -bend / 2.0
            );
        }
    }
    svg + "</g>"
}

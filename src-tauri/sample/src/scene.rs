//! Drawn scenes: each activity has a place of its own; the people, the light and the distance change from picture to picture.

use crate::figure::{
    COATS, SKINS, audience, banner, circle, crowd, hill, house, person, pick, rect, shape, sky, tree, vary,
};
use crate::glyph::middle;

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
    let body = match place {
        Place::Wall => near(body, n),
        Place::Sheet => body,
        _ => body + &light(s),
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\">{body}</svg>"
    )
}

/// A veil of the light of the moment: warm, cool or none.
fn light(s: usize) -> String {
    let colour = if s.is_multiple_of(2) { "#ffb45a" } else { "#4f86c6" };
    let veil = vary(s, 77, 0.0, 0.1);
    format!("<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"{colour}\" fill-opacity=\"{veil:.3}\"/>")
}

/// A step towards one of the three posters, in all but the first picture and those with people.
fn near(body: String, n: usize) -> String {
    if n.is_multiple_of(2) && n > 0 {
        let (x, closer) = if n.is_multiple_of(4) {
            (640.0, 1.9)
        } else {
            // The first poster, no nearer to the edge than half a view: beyond it nothing is drawn.
            (380.0, 1.7)
        };
        return format!(
            "<g transform=\"translate(640 480) scale({closer}) translate(-{x} -405)\">{body}</g>"
        );
    }
    body
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
    // A room of its own for each activity, the same in all its pictures.
    let (wall, floor, panel) = match s / 31 % 3 {
        0 => ("#e9e4dc", "#a48a6b", "#cdbfa6"),
        1 => ("#eee6d8", "#b99f7d", "#d9cbb3"),
        _ => ("#dfe6e8", "#8f9aa0", "#bccbd1"),
    };
    let mut svg = rect(0.0, 0.0, WIDTH, HEIGHT, 0.0, wall) + &rect(0.0, 520.0, WIDTH, 440.0, 0.0, floor);
    svg += &(rect(0.0, 0.0, WIDTH, 34.0, 0.0, panel)
        + &rect(60.0, 150.0, 120.0, 350.0, 4.0, panel)
        + &rect(1100.0, 150.0, 120.0, 350.0, 4.0, panel));
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
    let speaker = if n.is_multiple_of(2) { 220.0 } else { 1060.0 };
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
        svg += &if words.contains("端午") {
            zongzi(x, k)
        } else {
            plate(x, k)
        };
    }
    svg + &banner(words, 108.0)
}

fn zongzi(x: f64, k: usize) -> String {
    let leaf = if k.is_multiple_of(3) { "#6f9a55" } else { "#4f8150" };
    shape(&format!("M{x:.0} 610 l28 46 h-56 z"), leaf) + &rect(x - 22.0, 634.0, 44.0, 5.0, 2.0, "#f2e7c8")
}

/// A plate, or the card that asks to leave nothing on it.
fn plate(x: f64, k: usize) -> String {
    if k % 4 == 2 {
        return shape(&format!("M{:.0} 656 l12 -62 h40 l12 62 z", x - 32.0), "#c23a2a")
            + &rect(x - 14.0, 612.0, 28.0, 5.0, 2.0, "#fff7ee")
            + &rect(x - 16.0, 626.0, 32.0, 5.0, 2.0, "#fff7ee");
    }
    rect(x - 34.0, 644.0, 68.0, 14.0, 7.0, "#ffffff") + &rect(x - 22.0, 652.0, 44.0, 8.0, 4.0, "#b9c6cc")
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

//! What the pages of an OFD share: fonts, pictures, ways to draw.

use std::collections::HashMap;

use super::node::Node;

/// A font of the paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Font {
    /// Its name, such as 仿宋_GB2312.
    pub name: String,
    /// Its family's name.
    pub family: Option<String>,
    /// The member that holds it, where it is embedded.
    pub member: Option<String>,
    /// Whether it is bold.
    pub is_bold: bool,
}

/// Resources by their numbers.
#[derive(Debug, Default)]
pub(super) struct Resources {
    pub fonts: HashMap<u32, Font>,
    /// Members that hold pictures.
    pub images: HashMap<u32, String>,
    pub params: HashMap<u32, Param>,
    /// Drawings that pages use, with the size that they are drawn for.
    pub units: HashMap<u32, Node>,
}

/// A way to draw that objects refer to.
#[derive(Debug, Default, Clone)]
pub(super) struct Param {
    pub line_width: Option<f64>,
    pub fill: Option<[u8; 4]>,
    pub stroke: Option<[u8; 4]>,
}

impl Resources {
    /// Takes up a part of resources; `place` makes a member's name of a place that the part names.
    pub(super) fn add(&mut self, part: Node, place: impl Fn(&str) -> String) {
        let base = part
            .get("BaseLoc")
            .unwrap_or_default()
            .trim_end_matches('/')
            .to_owned();
        let inside = |file: &str| {
            if file.starts_with('/') || base.is_empty() {
                place(file)
            } else {
                place(&format!("{base}/{file}"))
            }
        };
        for group in part.children {
            for node in group.children {
                let Some(id) = node.get("ID").and_then(|id| id.trim().parse().ok()) else {
                    continue;
                };
                match node.name.as_str() {
                    "Font" => {
                        let font = Font {
                            name: node.get("FontName").unwrap_or_default().to_owned(),
                            family: node.get("FamilyName").map(str::to_owned),
                            member: node.said("FontFile").map(&inside),
                            is_bold: node.is("Bold", false),
                        };
                        self.fonts.insert(id, font);
                    }
                    "MultiMedia" => {
                        if let Some(file) = node.said("MediaFile") {
                            self.images.insert(id, inside(file));
                        }
                    }
                    "DrawParam" => {
                        let param = Param {
                            line_width: node.number("LineWidth"),
                            fill: node.child("FillColor").and_then(colour),
                            stroke: node.child("StrokeColor").and_then(colour),
                        };
                        self.params.insert(id, param);
                    }
                    "CompositeGraphicUnit" => {
                        self.units.insert(id, node);
                    }
                    _ => {}
                }
            }
        }
    }
}

/// A colour by how many values it has: grey, red-green-blue, or inks.
pub(super) fn colour(node: &Node) -> Option<[u8; 4]> {
    let values = node.get("Value")?;
    let values: Vec<f64> = values
        .split_whitespace()
        .map(|value| value.parse().unwrap_or(0.0))
        .collect();
    let byte = |value: f64| value.clamp(0.0, 255.0) as u8;
    let alpha = byte(node.number("Alpha").unwrap_or(255.0));
    let [red, green, blue] = match *values.as_slice() {
        [grey] => [grey; 3],
        [red, green, blue] => [red, green, blue],
        [cyan, magenta, yellow, black] => {
            let light = |ink: f64| (255.0 - ink) * (255.0 - black) / 255.0;
            [light(cyan), light(magenta), light(yellow)]
        }
        _ => return None,
    };
    Some([byte(red), byte(green), byte(blue), alpha])
}

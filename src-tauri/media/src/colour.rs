//! Colours by the profile in the file (ICC.1), turned into sRGB: a copy carries no profile.

use std::sync::Arc;

use moxcms::{ColorProfile, DataColorSpace, Layout, Transform8BitExecutor, TransformOptions};

use crate::orient::Pixels;

/// Longest profile that is read.
pub(crate) const PROFILE: usize = 4 * 1024 * 1024;

/// How colours are turned, for one profile after the other; a folder's photographs mostly bear the same.
#[derive(Default)]
pub(crate) struct Colours {
    last: Option<Turned>,
}

struct Turned {
    profile: Vec<u8>,
    layout: Layout,
    how: Option<Arc<Transform8BitExecutor>>,
}

impl Colours {
    /// RGB by this profile becomes sRGB. A profile that can't be read, or is for other than RGB, changes nothing.
    pub(crate) fn make_srgb(&mut self, pixels: &mut Pixels, profile: &[u8]) {
        let Some(how) = self.how(profile, Layout::Rgb) else {
            return;
        };
        let mut turned = vec![0; pixels.rgb.len()];
        if how.transform(&pixels.rgb, &mut turned).is_ok() {
            pixels.rgb = turned;
        }
    }

    /// Four inks, 255 for full, by this profile as sRGB; `None` where it does not tell.
    pub(crate) fn of_inks(&mut self, inks: &[u8], profile: &[u8]) -> Option<Vec<u8>> {
        let how = self.how(profile, Layout::Rgba)?;
        let mut rgb = vec![0; inks.len() / 4 * 3];
        how.transform(inks, &mut rgb).ok()?;
        Some(rgb)
    }

    fn how(&mut self, profile: &[u8], layout: Layout) -> Option<Arc<Transform8BitExecutor>> {
        let known = self
            .last
            .as_ref()
            .filter(|last| last.layout == layout && last.profile == profile);
        if let Some(last) = known {
            return last.how.clone();
        }
        let how = turn(profile, layout);
        self.last = Some(Turned {
            profile: profile.to_vec(),
            layout,
            how: how.clone(),
        });
        how
    }
}

fn turn(profile: &[u8], layout: Layout) -> Option<Arc<Transform8BitExecutor>> {
    let profile = ColorProfile::new_from_slice(profile.get(..PROFILE.min(profile.len()))?).ok()?;
    let wanted = if layout == Layout::Rgb {
        DataColorSpace::Rgb
    } else {
        DataColorSpace::Cmyk
    };
    if profile.color_space != wanted {
        return None;
    }
    let srgb = ColorProfile::new_srgb();
    profile
        .create_transform_8bit(layout, &srgb, Layout::Rgb, TransformOptions::default())
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(rgb: [u8; 3], profile: &[u8]) -> [u8; 3] {
        let mut pixels = Pixels {
            width: 1,
            height: 1,
            rgb: rgb.to_vec(),
        };
        Colours::default().make_srgb(&mut pixels, profile);
        [pixels.rgb[0], pixels.rgb[1], pixels.rgb[2]]
    }

    #[test]
    fn wide_colours_become_srgb() {
        let wide = ColorProfile::new_display_p3().encode().unwrap();
        let [red, green, blue] = one([200, 100, 100], &wide);
        assert!(red > 208 && green < 98 && blue < 99, "{red} {green} {blue}");
        let grey = one([120, 120, 120], &wide);
        assert!(grey.iter().all(|value| value.abs_diff(120) <= 1), "{grey:?}");
        let adobe = ColorProfile::new_adobe_rgb().encode().unwrap();
        assert!(one([60, 200, 60], &adobe)[1] > 200);
    }

    #[test]
    fn what_is_no_profile_changes_nothing() {
        assert_eq!(one([1, 2, 3], b"no profile"), [1, 2, 3]);
        let mut broken = ColorProfile::new_display_p3().encode().unwrap();
        for cut in [0, 10, 127, 128, 200, broken.len() - 1] {
            one([1, 2, 3], &broken[..cut]);
        }
        broken[16..20].copy_from_slice(b"CMYK");
        assert_eq!(one([1, 2, 3], &broken), [1, 2, 3]);
    }
}

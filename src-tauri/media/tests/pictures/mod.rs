//! Pictures made for the tests: four quarters in four colours, so that turning and mirroring show.

use std::io::Write;

use image::{ImageEncoder, RgbImage};
use turbojpeg::{Compressor, Image, PixelFormat, Subsamp};

/// Colours of the quarters: top left, top right, bottom left, bottom right; each channel is on or off.
#[derive(Debug, PartialEq, Eq)]
pub struct Quarters(pub [[bool; 3]; 4]);

impl Quarters {
    /// Red, green, blue, yellow.
    pub const UPRIGHT: Self = Self([
        [true, false, false],
        [false, true, false],
        [false, false, true],
        [true, true, false],
    ]);

    /// The colours of a picture's quarters.
    pub fn of(image: &RgbImage) -> Self {
        let places = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)];
        Self(places.map(|(x, y)| Self::colour(image, x, y)))
    }

    /// The colour at a place given in parts of the width and height.
    pub fn colour(image: &RgbImage, x: f64, y: f64) -> [bool; 3] {
        let place = |part: f64, pixels: u32| (f64::from(pixels) * part) as u32;
        image
            .get_pixel(place(x, image.width()), place(y, image.height()))
            .0
            .map(|value| value > 127)
    }
}

/// The four quarters.
pub fn upright(width: u32, height: u32) -> RgbImage {
    let row = |quarters: [usize; 2]| {
        let colour = |index: usize| Quarters::UPRIGHT.0[index].map(|on| if on { 255 } else { 0 });
        let [left, right] = quarters.map(colour);
        let half = width as usize / 2;
        [left.repeat(half), right.repeat(width as usize - half)].concat()
    };
    let half = height as usize / 2;
    let pixels = [
        row([0, 1]).repeat(half),
        row([2, 3]).repeat(height as usize - half),
    ]
    .concat();
    RgbImage::from_raw(width, height, pixels).unwrap()
}

fn compressed(pixels: &[u8], width: u32, format: PixelFormat, progressive: bool) -> Vec<u8> {
    let mut compressor = Compressor::new().unwrap();
    compressor.set_quality(80).unwrap();
    compressor.set_subsamp(Subsamp::Sub2x2).unwrap();
    compressor.set_progressive(progressive).unwrap();
    let pitch = width as usize * format.size();
    compressor
        .compress_to_vec(Image {
            pixels,
            width: width as usize,
            pitch,
            height: pixels.len() / pitch,
            format,
        })
        .unwrap()
}

/// A baseline JPEG.
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    compressed(upright(width, height).as_raw(), width, PixelFormat::RGB, false)
}

/// A progressive JPEG.
pub fn progressive(width: u32, height: u32) -> Vec<u8> {
    compressed(upright(width, height).as_raw(), width, PixelFormat::RGB, true)
}

/// A JPEG in four inks, stored inverted with an Adobe marker, as Photoshop does.
pub fn jpeg_of_inks(width: u32, height: u32) -> Vec<u8> {
    let inks: Vec<u8> = upright(width, height)
        .pixels()
        .flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2], 255])
        .collect();
    compressed(&inks, width, PixelFormat::CMYK, false)
}

/// A JPEG of 400 x 300 that is upright once this orientation is applied.
pub fn oriented(orientation: u8) -> Vec<u8> {
    let upright = self::upright(400, 300);
    use image::imageops::{flip_horizontal, flip_vertical, rotate90, rotate180, rotate270};
    let stored = match orientation {
        2 => flip_horizontal(&upright),
        3 => rotate180(&upright),
        4 => flip_vertical(&upright),
        5 => rotate270(&flip_horizontal(&upright)),
        6 => rotate270(&upright),
        7 => rotate90(&flip_horizontal(&upright)),
        8 => rotate90(&upright),
        _ => upright,
    };
    let mut file = compressed(stored.as_raw(), stored.width(), PixelFormat::RGB, false);
    let mut segment = vec![0xff, 0xe1, 0, 34];
    segment.extend(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    segment.extend([orientation, 0, 0, 0, 0, 0, 0]);
    file.splice(2..2, segment);
    file
}

/// A PNG with the same alpha everywhere.
pub fn png(width: u32, height: u32, alpha: u8) -> Vec<u8> {
    let pixels: Vec<u8> = upright(width, height)
        .pixels()
        .flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2], alpha])
        .collect();
    let mut file = Vec::new();
    image::codecs::png::PngEncoder::new(&mut file)
        .write_image(&pixels, width, height, image::ExtendedColorType::Rgba8)
        .unwrap();
    file
}

/// A PNG whose header claims another size than its pixels have.
pub fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut file = png(8, 8, 255);
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&file[12..29]);
    file[29..33].copy_from_slice(&sum.to_be_bytes());
    file
}

/// CRC-32 as PNG uses it.
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

/// A PDF of one page, of this size in points, with the four quarters painted on it; without a table of its objects,
/// which readers then look for.
pub fn pdf(width: u32, height: u32) -> Vec<u8> {
    let (x, y) = (width / 2, height / 2);
    let corners = [(0, y), (x, y), (0, 0), (x, 0)];
    let mut painted = String::new();
    for ((left, bottom), colour) in corners.into_iter().zip(Quarters::UPRIGHT.0) {
        let [red, green, blue] = colour.map(u8::from);
        painted += &format!("{red} {green} {blue} rg {left} {bottom} {x} {y} re f\n");
    }
    let length = painted.len();
    format!(
        "%PDF-1.4\n\
         1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
         2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
         3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents 4 0 R>> endobj\n\
         4 0 obj <</Length {length}>> stream\n{painted}endstream endobj\n\
         trailer <</Root 1 0 R>>\n%%EOF\n"
    )
    .into_bytes()
}

/// An OFD of one page, of this size in millimetres, with the upper two quarters painted on it and a picture below
/// them, whose lower half is the lower two.
pub fn ofd(width: u32, height: u32) -> Vec<u8> {
    let (x, y) = (width / 2, height / 2);
    let mut objects = format!(
        "<PageBlock><ImageObject ResourceID=\"9\" Boundary=\"0 0 {width} {height}\" CTM=\"{width} 0 0 {height} 0 0\"/>\
         </PageBlock>"
    );
    for (left, colour) in [(0, "255 0 0"), (x, "0 255 0")] {
        objects += &format!(
            "<PathObject Boundary=\"{left} 0 {x} {y}\" Fill=\"true\" Stroke=\"false\"><FillColor Value=\"{colour}\"/>\
             <AbbreviatedData>M 0 0 L {x} 0 L {x} {y} L 0 {y} C</AbbreviatedData></PathObject>"
        );
    }
    let area = format!("<PhysicalBox>0 0 {width} {height}</PhysicalBox>");
    let members = [
        (
            "OFD.xml",
            "<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>".to_owned().into_bytes(),
        ),
        (
            "Doc_0/Document.xml",
            format!(
                "<Document><CommonData><PageArea>{area}</PageArea><DocumentRes>Res.xml</DocumentRes></CommonData>\
                 <Pages><Page ID=\"1\" BaseLoc=\"Page.xml\"/></Pages></Document>"
            )
            .into_bytes(),
        ),
        (
            "Doc_0/Res.xml",
            "<Res BaseLoc=\"Res\"><MultiMedias><MultiMedia ID=\"9\" Type=\"Image\"><MediaFile>a.jpg</MediaFile>\
             </MultiMedia></MultiMedias></Res>"
                .to_owned()
                .into_bytes(),
        ),
        ("Doc_0/Res/a.jpg", jpeg(400, 300)),
        (
            "Doc_0/Page.xml",
            format!("<Page><Content><Layer>{objects}</Layer></Content></Page>").into_bytes(),
        ),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, body) in members {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(&body).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

//! What is guaranteed of the colours, computed.
//!
//! - Contrast: WCAG 2.2, "relative luminance" and "contrast ratio", (L1 + 0.05) / (L2 + 0.05).
//! - What the colour-blind see: Machado, Oliveira and Fernandes, "A Physiologically-based Model for
//!   Simulation of Color Vision Deficiency" (2009), the matrices of severity 1.0, on linear RGB.
//! - Difference of two colours: CIE 1976, ΔE*ab, D65.

use ratatui::style::{Color, Modifier};

use super::*;

type Rgb = (u8, u8, u8);

/// Black and the backgrounds of widely used dark themes, the lightest last.
const DARK: [Rgb; 7] = [
    (0, 0, 0),
    (0x1e, 0x1e, 0x1e),
    (0x30, 0x0a, 0x24), // Ubuntu
    (0x1a, 0x1b, 0x26), // Tokyo Night
    (0x00, 0x2b, 0x36), // Solarized
    (0x28, 0x2c, 0x34), // One Dark
    (0x2e, 0x34, 0x40), // Nord
];
/// White and the backgrounds of widely used light themes.
const LIGHT: [Rgb; 5] = [
    (255, 255, 255),
    (0xfd, 0xf6, 0xe3), // Solarized
    (0xfb, 0xf1, 0xc7), // Gruvbox
    (0xee, 0xee, 0xee),
    (0xee, 0xe8, 0xd5),
];

/// The sixteen as the terminals set them by default: xterm, VGA (the Linux console), Tango (VTE of old), Windows.
const SIXTEEN: [[u32; 16]; 4] = [
    [
        0, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5, 0x7f_7f7f,
        0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
    ],
    [
        0, 0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa, 0xaa_aaaa, 0x55_5555,
        0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
    ],
    [
        0x2e_3436, 0xcc_0000, 0x4e_9a06, 0xc4_a000, 0x34_65a4, 0x75_507b, 0x06_989a, 0xd3_d7cf,
        0x55_5753, 0xef_2929, 0x8a_e234, 0xfc_e94f, 0x72_9fcf, 0xad_7fa8, 0x34_e2e2, 0xee_eeec,
    ],
    [
        0x0c_0c0c, 0xc5_0f1f, 0x13_a10e, 0xc1_9c00, 0x00_37da, 0x88_1798, 0x3a_96dd, 0xcc_cccc,
        0x76_7676, 0xe7_4856, 0x16_c60c, 0xf9_f1a5, 0x3b_78ff, 0xb4_009e, 0x61_d6d6, 0xf2_f2f2,
    ],
];

fn linear(channel: u8) -> f64 {
    let c = f64::from(channel) / 255.0;
    if c <= 0.04045 {
        c / 12.92
    } else {
        ((c + 0.055) / 1.055).powf(2.4)
    }
}

fn luminance((r, g, b): Rgb) -> f64 {
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// What a colour is, where the sixteen are `sixteen`.
fn rgb(color: Color, sixteen: &[u32; 16]) -> Rgb {
    let of = |n: usize| {
        let [_, r, g, b] = sixteen[n].to_be_bytes();
        (r, g, b)
    };
    match color {
        Color::Rgb(r, g, b) => (r, g, b),
        Color::Indexed(n @ 232..) => {
            let grey = 8 + 10 * (n - 232);
            (grey, grey, grey)
        }
        Color::Indexed(n @ 16..) => {
            let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
            let n = n - 16;
            (step(n / 36), step(n / 6 % 6), step(n % 6))
        }
        Color::Black => of(0),
        Color::Red => of(1),
        Color::Green => of(2),
        Color::Yellow => of(3),
        Color::Blue => of(4),
        Color::Magenta => of(5),
        Color::Cyan => of(6),
        Color::DarkGray => of(8),
        Color::LightRed => of(9),
        Color::LightGreen => of(10),
        Color::LightYellow => of(11),
        Color::LightBlue => of(12),
        Color::LightMagenta => of(13),
        Color::LightCyan => of(14),
        Color::White => of(15),
        other => panic!("{other:?} is not used"),
    }
}

/// The brighter of the eight.
fn bright(color: Color) -> Color {
    match color {
        Color::Black => Color::DarkGray,
        Color::Red => Color::LightRed,
        Color::Green => Color::LightGreen,
        Color::Yellow => Color::LightYellow,
        Color::Blue => Color::LightBlue,
        Color::Magenta => Color::LightMagenta,
        Color::Cyan => Color::LightCyan,
        other => other,
    }
}

const KINDS: [EntityKind; 3] = [
    EntityKind::Person,
    EntityKind::Place,
    EntityKind::Organization,
];

/// The style of every role, and of the combinations that are drawn, each with a name.
fn styles(theme: &Theme) -> Vec<(String, Style)> {
    let mut all: Vec<(String, Style)> = ThemeRole::ALL
        .into_iter()
        .map(|role| (format!("{role:?}"), theme.style(role)))
        .collect();
    let over = |below: ThemeRole, above: ThemeRole| theme.style(below).patch(theme.style(above));
    all.push((
        "Secondary, selected".to_owned(),
        over(ThemeRole::Secondary, ThemeRole::Selection),
    ));
    for kind in KINDS {
        let (plain, quoted) = (theme.kind(kind), theme.quoted_kind(kind));
        for (above, place) in [
            (ThemeRole::MentionCursor, "under the cursor"),
            (ThemeRole::SpeakerWords, "as the speaker of the quote"),
            (ThemeRole::CurrentHit, "that was found"),
        ] {
            all.push((format!("{kind:?} {place}"), plain.patch(theme.style(above))));
        }
        for (below, place) in [
            (ThemeRole::SelectedQuote, "in the quote"),
            (ThemeRole::Selection, "selected"),
        ] {
            all.push((
                format!("{kind:?} {place}"),
                theme.style(below).patch(quoted),
            ));
        }
    }
    // Names in quotes are drawn over another style, never alone.
    all.retain(|(name, _)| !name.starts_with("Quoted"));
    all
}

/// The least contrast over all styles of `theme` on `backgrounds`, and whose it is.
fn least(theme: &Theme, backgrounds: &[Rgb], sixteen: &[u32; 16]) -> (f64, String) {
    let mut least = (f64::MAX, String::new());
    for (name, style) in styles(theme) {
        // Bars and bold letters: 3:1, see below.
        if name.starts_with("SpeakerColor") {
            continue;
        }
        // The terminal's own text colour is up to its user.
        let Some(fg) = style.fg else {
            assert_eq!(style.bg, None, "{name}: a background without letters");
            continue;
        };
        // xterm and the Linux console brighten what is bold.
        let bold = style.add_modifier.contains(Modifier::BOLD);
        let fg = if bold && SIXTEEN[..2].contains(sixteen) {
            rgb(bright(fg), sixteen)
        } else {
            rgb(fg, sixteen)
        };
        let own = style.bg.map(|bg| vec![rgb(bg, sixteen)]);
        for &background in own.as_deref().unwrap_or(backgrounds) {
            let ratio = contrast(fg, background);
            if ratio < least.0 {
                least = (ratio, format!("{name} on {background:?}"));
            }
        }
    }
    least
}

fn theme(palette: Palette, background: Background, scheme: Scheme) -> Theme {
    Theme::of(palette, background, scheme)
}

#[test]
fn contrast_is_that_of_wcag() {
    let is = |a, b, ratio: f64| assert!((contrast(a, b) - ratio).abs() < 0.005, "{a:?} {b:?}");
    is((0, 0, 0), (255, 255, 255), 21.0);
    // The grey that WCAG's own example calls the lightest to pass on white.
    is((0x76, 0x76, 0x76), (255, 255, 255), 4.54);
    is((255, 0, 0), (255, 255, 255), 4.0);
}

#[test]
fn every_text_stands_out_from_a_known_background() {
    for scheme in [Scheme::Usual, Scheme::ColourBlind] {
        for (background, backgrounds) in [
            (Background::Dark, &DARK[..]),
            (Background::Light, &LIGHT[..]),
        ] {
            for palette in [Palette::Many, Palette::True] {
                let (ratio, whose) = least(
                    &theme(palette, background, scheme),
                    backgrounds,
                    &SIXTEEN[0],
                );
                assert!(ratio >= 4.5, "{ratio:.2}: {whose}, {scheme:?}");
            }
        }
    }
}

#[test]
fn on_an_unknown_background_it_stands_out_from_black_and_white() {
    let both = [(0, 0, 0), (255, 255, 255)];
    for scheme in [Scheme::Usual, Scheme::ColourBlind] {
        for (palette, wanted) in [(Palette::Many, 4.0), (Palette::True, 4.5)] {
            let theme = theme(palette, Background::Unknown, scheme);
            let (ratio, whose) = least(&theme, &both, &SIXTEEN[0]);
            assert!(ratio >= wanted, "{ratio:.2}: {whose}, {scheme:?}");
        }
    }
}

/// The sixteen differ from terminal to terminal: 3:1, which WCAG asks of bold letters, is what all of these give.
#[test]
fn the_sixteen_can_be_read_in_all_their_palettes() {
    for scheme in [Scheme::Usual, Scheme::ColourBlind] {
        for (background, backgrounds) in [
            (Background::Dark, &[(0, 0, 0)][..]),
            (Background::Light, &[(255, 255, 255)]),
            (Background::Unknown, &[(0, 0, 0), (255, 255, 255)]),
        ] {
            for sixteen in &SIXTEEN {
                let theme = theme(Palette::Sixteen, background, scheme);
                let (ratio, whose) = least(&theme, backgrounds, sixteen);
                assert!(ratio >= 3.0, "{ratio:.2}: {whose}, {scheme:?}");
            }
        }
    }
}

/// What an eye without one of the three receptors sees; the first is the eye with all.
const EYES: [[[f64; 3]; 3]; 4] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    // Protanopia.
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    // Deuteranopia.
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    // Tritanopia.
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

/// L*, a*, b* of a colour as `eye` sees it.
fn lab(color: Rgb, eye: &[[f64; 3]; 3]) -> [f64; 3] {
    let light = [linear(color.0), linear(color.1), linear(color.2)];
    let row = |row: &[f64; 3]| row.iter().zip(light).map(|(m, c)| m * c).sum::<f64>();
    let [red, green, blue] = [0, 1, 2].map(|i| row(&eye[i]).clamp(0.0, 1.0));
    // sRGB to XYZ (IEC 61966-2-1), by the white of D65.
    let x = (0.412_456 * red + 0.357_576 * green + 0.180_438 * blue) / 0.950_47;
    let y = 0.212_673 * red + 0.715_152 * green + 0.072_175 * blue;
    let z = (0.019_334 * red + 0.119_192 * green + 0.950_304 * blue) / 1.088_83;
    let f = |t: f64| {
        if t > 216.0 / 24389.0 {
            t.cbrt()
        } else {
            (24389.0 / 27.0 * t + 16.0) / 116.0
        }
    };
    [
        116.0 * f(y) - 16.0,
        500.0 * (f(x) - f(y)),
        200.0 * (f(y) - f(z)),
    ]
}

/// ΔE*ab between two colours in the eye that tells them apart least.
fn difference(a: Rgb, b: Rgb) -> f64 {
    let in_eye = |eye| {
        let (a, b) = (lab(a, eye), lab(b, eye));
        a.iter()
            .zip(b)
            .map(|(a, b)| (a - b).powi(2))
            .sum::<f64>()
            .sqrt()
    };
    EYES.iter().map(in_eye).fold(f64::MAX, f64::min)
}

#[test]
fn a_simulated_eye_confuses_what_such_eyes_confuse() {
    // A red and a green that the red-green blind take for one another, and a pair that nobody does.
    assert!(difference((175, 95, 0), (95, 135, 0)) < 15.0);
    assert!(difference((0, 0, 0), (255, 255, 255)) > 99.0);
}

/// Some 2.3 is what an eye just notices (Mahy and others, 1994); 20 is seen at once.
#[test]
fn the_colour_blind_tell_the_kinds_apart() {
    for palette in [Palette::Many, Palette::True] {
        for background in [Background::Unknown, Background::Dark, Background::Light] {
            let theme = theme(palette, background, Scheme::ColourBlind);
            let text = match background {
                Background::Dark => vec![(0xd0, 0xd0, 0xd0)],
                Background::Light => vec![(0, 0, 0)],
                Background::Unknown => vec![],
            };
            let plain: Vec<Rgb> = KINDS.map(|kind| theme.kind(kind).fg).map(seen).into();
            let quoted: Vec<Rgb> = KINDS
                .map(|kind| theme.quoted_kind(kind).fg)
                .map(seen)
                .into();
            for (colours, place) in [([plain, text].concat(), "text"), (quoted, "quote")] {
                for (i, &a) in colours.iter().enumerate() {
                    for &b in &colours[i + 1..] {
                        let apart = difference(a, b);
                        assert!(
                            apart >= 20.0,
                            "{apart:.1}: {a:?} {b:?} in {place}, {palette:?}, {background:?}"
                        );
                    }
                }
            }
        }
    }
}

fn seen(color: Option<Color>) -> Rgb {
    rgb(color.unwrap(), &SIXTEEN[0])
}

#[test]
fn every_kind_has_its_own_mark_beside_its_colour() {
    for palette in [
        Palette::Mono,
        Palette::Sixteen,
        Palette::Many,
        Palette::True,
    ] {
        for scheme in [Scheme::Usual, Scheme::ColourBlind] {
            let theme = theme(palette, Background::Dark, scheme);
            for of in [Theme::kind, Theme::quoted_kind] {
                let marks = KINDS.map(|kind| of(&theme, kind).add_modifier);
                assert!(marks.iter().all(|mark| !mark.is_empty()));
                assert!(marks[0] != marks[1] && marks[1] != marks[2] && marks[0] != marks[2]);
            }
        }
    }
}

#[test]
fn without_colour_there_is_none() {
    for background in [Background::Unknown, Background::Dark, Background::Light] {
        for (name, style) in styles(&theme(Palette::Mono, background, Scheme::Usual)) {
            assert_eq!((style.fg, style.bg), (None, None), "{name}");
        }
    }
}

#[test]
fn a_kind_keeps_its_mark_without_colors() {
    let many = Theme::of(Palette::Many, Background::Dark, Scheme::Usual);
    assert_eq!(many.kind(EntityKind::Place).fg, Some(Color::Indexed(114)));
    // Without colours the mark remains.
    let mono = Theme::new(Palette::Mono).kind(EntityKind::Place);
    assert_eq!(mono.fg, None);
    assert_eq!(mono.add_modifier, Modifier::UNDERLINED);
}

/// The styles of the four speakers.
fn speakers(theme: &Theme) -> [Style; colors::SPEAKER_COLORS] {
    std::array::from_fn(|number| theme.speaker_color(Some(SpeakerId(number))))
}

#[test]
fn the_bars_of_speakers_stand_out_from_every_background() {
    for scheme in [Scheme::Usual, Scheme::ColourBlind] {
        for (background, backgrounds) in [
            (Background::Dark, &DARK[..]),
            (Background::Light, &LIGHT[..]),
            (Background::Unknown, &[(0, 0, 0), (255, 255, 255)]),
        ] {
            let of = |palette| speakers(&theme(palette, background, scheme));
            for style in [of(Palette::Many), of(Palette::True)].concat() {
                for &behind in backgrounds {
                    let ratio = contrast(seen(style.fg), behind);
                    assert!(
                        ratio >= 3.0,
                        "{ratio:.2}: {style:?} on {behind:?}, {scheme:?}"
                    );
                }
            }
            // Of the sixteen, on the plain backgrounds that their palettes are made for.
            for (style, sixteen) in of(Palette::Sixteen)
                .iter()
                .flat_map(|s| SIXTEEN.iter().map(move |p| (s, p)))
            {
                let Some(fg) = style.fg else { continue };
                let ratio = contrast(rgb(fg, sixteen), backgrounds[0]);
                assert!(
                    ratio >= 3.0,
                    "{ratio:.2}: {fg:?} of the sixteen, {background:?}"
                );
            }
        }
    }
}

#[test]
fn every_eye_tells_the_speakers_apart_and_from_names() {
    for scheme in [Scheme::Usual, Scheme::ColourBlind] {
        for background in [Background::Unknown, Background::Dark, Background::Light] {
            let theme = theme(Palette::Many, background, scheme);
            let speakers = speakers(&theme).map(|style| seen(style.fg));
            let names = KINDS.map(|kind| seen(theme.kind(kind).fg));
            for (i, &speaker) in speakers.iter().enumerate() {
                for &other in &speakers[i + 1..] {
                    let apart = difference(speaker, other);
                    assert!(
                        apart >= 20.0,
                        "{apart:.1}: {speaker:?} {other:?}, {background:?}, {scheme:?}"
                    );
                }
                for name in names {
                    let apart = difference(speaker, name);
                    assert!(
                        apart >= 16.0,
                        "{apart:.1}: {speaker:?} and the name {name:?}, {background:?}, {scheme:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_colours_of_speakers_go_round() {
    let theme = Theme::of(Palette::Many, Background::Dark, Scheme::Usual);
    let color = |id| theme.speaker_color(id);
    assert_eq!(color(Some(SpeakerId(4))), color(Some(SpeakerId(0))));
    assert_eq!(color(None), theme.style(ThemeRole::Secondary));
}

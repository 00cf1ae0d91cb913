//! Mouse reports.

use super::sent::{Button, Deed, Mouse};

const MOTION: u32 = 32;
const WHEEL: u32 = 64;
const WHEEL_DOWN: u32 = 65;
/// Shift, Alt and Ctrl while the mouse is used.
const HELD_KEYS: u32 = 4 | 8 | 16;

/// Reads the number of a report. `up` says that a button went up, where the report itself says so.
///
/// Old reports do not say which button went up: `held` remembers the one that went down.
pub(super) fn read(
    code: u32,
    (column, row): (u16, u16),
    up: Option<bool>,
    held: &mut Option<Button>,
) -> Option<Mouse> {
    let code = code & !HELD_KEYS;
    let button = button(code & !MOTION);
    let deed = match (code, up) {
        (_, Some(true)) if code < WHEEL => {
            *held = None;
            Deed::Release(button?)
        }
        (3, None) => Deed::Release(held.take().unwrap_or(Button::Left)),
        (WHEEL, Some(false) | None) => Deed::WheelUp,
        (WHEEL_DOWN, Some(false) | None) => Deed::WheelDown,
        // The wheel to the side, or buttons that few mice have.
        _ if code >= WHEEL => return None,
        _ if code & MOTION != 0 => Deed::Drag(button?),
        _ => {
            *held = button;
            Deed::Press(button?)
        }
    };
    Some(Mouse { deed, column, row })
}

/// Reads the three bytes of the oldest kind of report.
pub(super) fn read_old([code, column, row]: [u8; 3], held: &mut Option<Button>) -> Option<Mouse> {
    let cell = |byte: u8| byte.checked_sub(33).map(u16::from);
    read(u32::from(code.checked_sub(32)?), (cell(column)?, cell(row)?), None, held)
}

fn button(code: u32) -> Option<Button> {
    match code {
        0 => Some(Button::Left),
        1 => Some(Button::Middle),
        2 => Some(Button::Right),
        _ => None,
    }
}

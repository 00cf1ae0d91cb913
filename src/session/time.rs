//! Moments, passed in from outside.

/// A moment: milliseconds since 1 January 1970, 00:00 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(pub i64);

const DAY: i64 = 86_400_000;

impl Time {
    /// The first moment of a day in UTC, counted from 1 January 1970.
    pub fn of_day(day: i64) -> Self {
        Self(day.saturating_mul(DAY))
    }

    /// The day in UTC, counted from 1 January 1970.
    pub fn day(self) -> i64 {
        self.0.div_euclid(DAY)
    }

    /// The date in UTC as `2026-11-23`.
    pub fn date(self) -> String {
        let (year, month, day) = civil(self.day());
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Date and time of day in UTC as `2026-11-23 14:05`.
    pub fn minute(self) -> String {
        let minutes = self.0.rem_euclid(DAY) / 60_000;
        format!("{} {:02}:{:02}", self.date(), minutes / 60, minutes % 60)
    }
}

/// Year, month and day of a day number. Hinnant's `civil_from_days` (2013).
fn civil(day: i64) -> (i64, i64, i64) {
    let z = day.saturating_add(719_468);
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i64::from(month <= 2), month, doy - (153 * mp + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_utc() {
        assert_eq!(Time(0).minute(), "1970-01-01 00:00");
        assert_eq!(Time(951_827_696_000).minute(), "2000-02-29 12:34");
        assert_eq!(Time(-1).minute(), "1969-12-31 23:59");
        assert!(!Time(i64::MAX).minute().is_empty());
    }
}

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

    /// The day of this moment as seen from a later one: `earlier today`, a weekday, or the date; in UTC.
    pub fn day_before(self, later: Time) -> String {
        const WEEK: [&str; 7] =
            ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];
        match later.day().saturating_sub(self.day()) {
            ..=0 => "earlier today".to_owned(),
            1 => "yesterday".to_owned(),
            // The first day of all was a Thursday.
            2..=6 => usize::try_from(self.day().rem_euclid(7))
                .ok()
                .and_then(|day| WEEK.get(day))
                .map_or_else(|| self.date(), |day| (*day).to_owned()),
            7.. => self.date(),
        }
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

    #[test]
    fn days_of_the_last_week_are_called_by_their_names() {
        // 26 November 2026 is a Thursday.
        let now = Time::of_day(20_783);
        assert_eq!(now.date(), "2026-11-26");
        let said = |days: i64| Time::of_day(20_783 - days).day_before(now);
        assert_eq!([said(0), said(1), said(2), said(6)], ["earlier today", "yesterday", "Tuesday", "Friday"]);
        assert_eq!(said(7), "2026-11-19");
        assert_eq!(Time(i64::MAX).day_before(Time(i64::MIN)), "earlier today");
    }
}

//! A point in simulated time.

use std::fmt;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub i64);

/// Tenants that are created from this instant on have the conformant pipeline by default (`domain.md` §1.1, `SW-02`):
/// <https://auth0.com/docs/authenticate/login/oidc-conformant-authentication>.
pub const CONFORMANT_TENANTS: Instant = Instant(1_551_398_400_000);

/// From this instant on the text of a rule cannot be changed (`domain.md` §0.2):
/// <https://auth0.com/docs/troubleshoot/product-lifecycle/deprecations-and-migrations>.
pub const RULES_READ_ONLY: Instant = Instant(1_731_888_000_000);

/// From this instant on no rule executes (`domain.md` §0.2).
pub const RULES_END: Instant = Instant(1_794_960_000_000);

/// The last full day of Rules at noon: the date of a scenario with rules and without `now`.
pub const RULES_LAST_DAY: Instant = Instant(1_794_916_800_000);

impl Instant {
    /// Reads `YYYY-MM-DD`, or `YYYY-MM-DDThh:mm[:ss[.fff]]` with `Z` or an offset (RFC 3339).
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = match text.split_once(['T', 't', ' ']) {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let mut parts = date.splitn(3, '-');
        let year: i64 = digits(parts.next()?, 4)?;
        let month: i64 = digits(parts.next()?, 2)?;
        let day: i64 = digits(parts.next()?, 2)?;
        if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
            return None;
        }
        let mut ms = days_from_civil(year, month, day) * 86_400_000;
        if let Some(time) = time {
            let (clock, offset) = split_offset(time)?;
            let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
            let mut parts = clock.splitn(3, ':');
            let hour: i64 = digits(parts.next()?, 2)?;
            let minute: i64 = digits(parts.next()?, 2)?;
            let second: i64 = parts.next().map_or(Some(0), |text| digits(text, 2))?;
            if hour > 23
                || minute > 59
                || second > 59
                || !fraction.bytes().all(|byte| byte.is_ascii_digit())
            {
                return None;
            }
            let thousandths: String = fraction.chars().chain("000".chars()).take(3).collect();
            ms += hour * 3_600_000 + minute * 60_000 + second * 1_000 + digits(&thousandths, 3)?
                - offset;
        }
        Some(Self(ms))
    }

    /// Whole seconds since 1970, as tokens use (RFC 7519, `NumericDate`).
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.0.div_euclid(86_400_000);
        let rest = self.0.rem_euclid(86_400_000);
        let (year, month, day) = civil_from_days(days);
        let (hour, minute, second, ms) =
            (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60, rest % 1000);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}Z")
    }
}

fn digits(text: &str, length: usize) -> Option<i64> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// The clock part, and the offset in milliseconds.
fn split_offset(time: &str) -> Option<(&str, i64)> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock, 0));
    }
    let Some(at) = time.rfind(['+', '-']) else { return Some((time, 0)) };
    let (clock, offset) = time.split_at_checked(at)?;
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = offset.get(1..)?.split_once(':')?;
    Some((clock, sign * (digits(hours, 2)? * 3_600_000 + digits(minutes, 2)? * 60_000)))
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a date of the Gregorian calendar (Howard Hinnant, `days_from_civil`).
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_are_those_that_auth0_named() {
        assert_eq!(RULES_END.to_string(), "2026-11-18T00:00:00.000Z");
        assert_eq!(RULES_LAST_DAY.to_string(), "2026-11-17T12:00:00.000Z");
        assert_eq!(RULES_READ_ONLY.to_string(), "2024-11-18T00:00:00.000Z");
        assert_eq!(CONFORMANT_TENANTS.to_string(), "2019-03-01T00:00:00.000Z");
    }

    #[test]
    fn dates_are_read_as_rfc_3339_writes_them() {
        assert_eq!(Instant::parse("1970-01-01"), Some(Instant(0)));
        assert_eq!(Instant::parse("2026-11-17T12:00:00Z"), Some(RULES_LAST_DAY));
        assert_eq!(Instant::parse("2026-11-17T14:00:00.000+02:00"), Some(RULES_LAST_DAY));
        assert_eq!(
            Instant::parse("2024-02-29T23:59:59.999Z").unwrap().to_string(),
            "2024-02-29T23:59:59.999Z"
        );
        for wrong in [
            "",
            "2026",
            "2026-13-01",
            "2023-02-29",
            "2026-01-01T25:00:00Z",
            "2026-01-01T10:00:00.5x",
            "today",
            "2026-01-01T10",
        ] {
            assert_eq!(Instant::parse(wrong), None, "{wrong}");
        }
    }
}

//! Wrong codes make the next answer come later, for the same name and from the same network.
//!
//! Nobody is refused for what others typed: a right code opens the door at any time, only not at once.
//! So a room behind one address cannot lock itself out, and nobody in it can lock out the others.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::time::Duration;

use super::gate::network;

/// Names and networks whose wrong codes are counted; the one that was quiet longest is forgotten first.
const MAX_COUNTED: usize = 10_000;
/// So many letters of a name are told from those of others.
const MAX_NAME: usize = 64;
/// After so long without a wrong code the count begins anew.
const FORGIVEN: Duration = Duration::from_secs(60 * 60);
/// Wrong codes for one name from one network that cost nothing, and from then on the first delay.
const FREE_FOR_NAME: u32 = 3;
const FIRST_DELAY: Duration = Duration::from_secs(1);
/// The longest delay for a name: with it, three words are not guessed in a lifetime.
const MAX_FOR_NAME: Duration = Duration::from_secs(15);
/// Wrong codes from one network that cost nothing: a whole room may mistype.
const FREE_FROM_NETWORK: u32 = 50;
/// What each further one adds, and the most that comes together.
const MORE_FROM_NETWORK: Duration = Duration::from_millis(50);
const MAX_FROM_NETWORK: Duration = Duration::from_secs(3);

/// Counts wrong codes. It reads no clock: all times are since one moment and never go back.
#[derive(Debug, Default)]
pub(super) struct Tries {
    names: HashMap<(IpAddr, String), Wrong>,
    networks: HashMap<IpAddr, Wrong>,
}

#[derive(Clone, Copy, Debug)]
struct Wrong {
    count: u32,
    last: Duration,
}

impl Tries {
    /// So long the next code has to wait before it is looked at.
    pub(super) fn delay(&self, address: IpAddr, name: &str, now: Duration) -> Duration {
        let count = |wrong: Option<&Wrong>| {
            let fresh = wrong.filter(|wrong| now.saturating_sub(wrong.last) < FORGIVEN);
            fresh.map_or(0, |wrong| wrong.count)
        };
        let for_name = match count(self.names.get(&key(address, name))).checked_sub(FREE_FOR_NAME) {
            None => Duration::ZERO,
            Some(more) => FIRST_DELAY.saturating_mul(1 << more.min(8)).min(MAX_FOR_NAME),
        };
        let more = count(self.networks.get(&network(address))).saturating_sub(FREE_FROM_NETWORK);
        for_name.max(MORE_FROM_NETWORK.saturating_mul(more).min(MAX_FROM_NETWORK))
    }

    /// A wrong code came.
    pub(super) fn wrong(&mut self, address: IpAddr, name: &str, now: Duration) {
        note(&mut self.names, key(address, name), now);
        note(&mut self.networks, network(address), now);
    }

    /// A code was right, so that its owner need not wait the next time.
    pub(super) fn right(&mut self, address: IpAddr, name: &str) {
        self.names.remove(&key(address, name));
    }
}

fn key(address: IpAddr, name: &str) -> (IpAddr, String) {
    let name = name.chars().flat_map(char::to_lowercase).take(MAX_NAME).collect();
    (network(address), name)
}

fn note<K: Clone + Eq + Hash>(counted: &mut HashMap<K, Wrong>, key: K, now: Duration) {
    if counted.len() >= MAX_COUNTED && !counted.contains_key(&key) {
        let quiet = counted.iter().min_by_key(|(_, wrong)| wrong.last).map(|(key, _)| key.clone());
        quiet.and_then(|key| counted.remove(&key));
    }
    let wrong = counted.entry(key).or_insert(Wrong { count: 0, last: now });
    if now.saturating_sub(wrong.last) >= FORGIVEN {
        wrong.count = 0;
    }
    wrong.count = wrong.count.saturating_add(1);
    wrong.last = now;
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const ROOM: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
    const HOME: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2));

    fn seconds(tries: &Tries, address: IpAddr, name: &str) -> u64 {
        tries.delay(address, name, Duration::ZERO).as_secs()
    }

    #[test]
    fn guessing_for_one_name_gets_slower_and_harms_no_other() {
        let mut tries = Tries::default();
        let mut delays = Vec::new();
        for _ in 0..9 {
            delays.push(seconds(&tries, ROOM, "Anna"));
            tries.wrong(ROOM, "anna", Duration::ZERO);
        }
        assert_eq!(delays, [0, 0, 0, 1, 2, 4, 8, 15, 15]);
        assert_eq!((seconds(&tries, ROOM, "ben"), seconds(&tries, HOME, "anna")), (0, 0));
        tries.right(ROOM, "anna");
        assert_eq!(seconds(&tries, ROOM, "anna"), 0);
    }

    #[test]
    fn a_room_that_mistypes_a_thousand_times_waits_three_seconds_and_is_not_locked_out() {
        let mut tries = Tries::default();
        for number in 0..1_000 {
            tries.wrong(ROOM, &format!("pupil-{number}"), Duration::ZERO);
        }
        assert_eq!((seconds(&tries, ROOM, "anna"), seconds(&tries, HOME, "anna")), (3, 0));
        assert_eq!(tries.delay(ROOM, "anna", FORGIVEN), Duration::ZERO, "an hour later");
    }

    #[test]
    fn what_is_counted_has_an_end_and_any_name_may_come() {
        let mut tries = Tries::default();
        for number in 0..2 * MAX_COUNTED as u32 {
            let address = IpAddr::V4(Ipv4Addr::from_bits(number));
            tries.wrong(address, &"\u{e9}".repeat(100), Duration::from_millis(number.into()));
        }
        assert!(tries.names.len() <= MAX_COUNTED && tries.networks.len() <= MAX_COUNTED);
    }
}

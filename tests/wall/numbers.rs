//! What is counted, and the tables for spreadsheets.

use curricle::class::{
    Act, Group, GroupId, Item, LEAST_FOR_FACILITY, Level, Presence, Roll, Teaching, essay_marks_csv, essays,
    is_rehearsal, live_rehearsal, posts_csv, rehearsal, responses_csv, results_csv,
};
use curricle::course::LearnerId;
use curricle::exercise::Share;
use curricle::session::{Event, Happened, Place, Progress, Time, Visit};

use crate::class::{Class, NOW, course};

#[test]
fn a_rehearsal_is_the_same_each_time_and_could_have_happened() {
    let course = course();
    let all = rehearsal(&course, 1..=12, 7, NOW);
    assert_eq!(all[..2], rehearsal(&course, 1..=2, 7, NOW));
    assert_ne!(all[..2], rehearsal(&course, 1..=2, 8, NOW));
    assert_eq!(all.len(), 12);
    let mut wrong = 0;
    for (id, events) in &all {
        assert!(is_rehearsal(id), "{id}");
        assert!(events.is_sorted_by_key(|event| event.at), "{id}");
        for event in events {
            let Happened::Answered { place, answer, share, edition } = &event.what else { continue };
            let task = course.task(place.step()).unwrap();
            assert_eq!(task.edition, *edition);
            assert!(task.body.fits(answer) && task.body.lack(answer).is_none(), "{id} {place}");
            let full = task.body.grade(answer).map(|grade| grade.share);
            assert!(*share <= full, "{id} {place}");
            wrong += usize::from(full.is_some_and(|share| share < Share::FULL));
        }
        // A session takes it in as it takes in everybody's.
        assert!(Progress::of(events).glance(&course).course_points().is_some());
    }
    assert!(wrong > 100, "{wrong}");
}

#[test]
fn what_is_counted_adds_up() {
    let class = Class::of(30);
    let roll = class.roll();
    let funnel = roll.funnel();
    let steps: Vec<usize> = funnel.steps().iter().map(|(_, count)| *count).collect();
    assert_eq!(steps[0], 30);
    assert!(steps.is_sorted_by(|a, b| a >= b), "{steps:?}");
    let items = roll.items();
    let order = |item: &Item| (item.tried < LEAST_FOR_FACILITY, item.facility);
    assert!(items.len() > 50 && items.is_sorted_by(|a, b| order(a) <= order(b)));
    for item in &items {
        assert!((0.0..=1.0).contains(&item.facility) && item.tries >= 1.0 && item.tried <= 30);
        assert!(item.discrimination.is_none_or(|d| (-1.0..=1.0).contains(&d)));
    }
    // Learners of a rehearsal differ in skill, so that most exercises tell them apart.
    let told: Vec<f64> = items.iter().filter_map(|item| item.discrimination).collect();
    assert!(told.iter().filter(|d| **d > 0.0).count() * 2 > told.len());
    let days = roll.activity(NOW, 14);
    let answers: u32 = days.iter().map(|day| day.answers).sum();
    let handed: usize = roll.members().iter().filter_map(|member| member.seen).map(counted).sum();
    assert!(answers > 0 && answers as usize <= handed);
    assert_eq!(days.len(), 14);
    assert_eq!(roll.modules().len(), class.course.modules.len());
}

fn counted(seen: &curricle::class::Seen) -> usize {
    seen.progress().attempts().count() + seen.progress().postings().count()
}

#[test]
fn a_group_holds_those_of_the_groups_in_it() {
    let class = Class::of(6);
    let count = |group: &str| {
        let group = GroupId::from(group);
        Roll { group: Some(&group), ..class.roll() }.members().len()
    };
    assert_eq!((count("kenya"), count("africa"), count("none")), (3, 3, 0));
}

/// Anna has two wrong tries at the first exercise, one minute apart.
fn stuck_class() -> (Class, Place) {
    let mut class = Class::of(1);
    let id = class.roll().members()[0].id.clone();
    class.wall.forget(|learner| *learner == id);
    let series = rehearsal(&class.course, 1..=4, 3, NOW);
    let all = series.iter().flat_map(|(_, events)| events);
    let (place, edition, answer) = all
        .filter_map(|event| match &event.what {
            Happened::Answered { place, edition, answer, share } if *share == Some(Share::NONE) => {
                Some((place.clone(), *edition, answer.clone()))
            }
            _ => None,
        })
        .find(|(place, ..)| class.course.task(place.step()).unwrap().terms.tries == Some(3))
        .unwrap();
    let at = |minute: i64| Time(NOW.0 - 3 * 60_000 + minute * 60_000);
    let answered = || Happened::Answered {
        place: place.clone(),
        edition,
        answer: answer.clone(),
        share: Some(Share::NONE),
    };
    let events = [
        Event { at: at(0), what: Happened::Came },
        Event { at: at(0), what: Happened::Visited(Visit::Step(place.clone())) },
        Event { at: at(1), what: answered() },
        Event { at: at(1), what: Happened::Reopened(place.clone()) },
        Event { at: at(2), what: answered() },
    ];
    class.feed(&id, &events);
    (class, place)
}

#[test]
fn who_is_long_at_a_step_with_wrong_tries_is_stuck() {
    let (class, place) = stuck_class();
    let roll = class.roll();
    let member = roll.members()[0];
    let stuck = |now| roll.stuck(now).iter().map(|(_, step)| (*step).clone()).collect::<Vec<_>>();
    assert_eq!(stuck(NOW), [place.step().clone()]);
    assert_eq!(stuck(Time(NOW.0 - 1)), []);
    // A minute was spent before the first try, one before the second.
    assert_eq!(member.seen.unwrap().spent_at(place.step()), 120_000);
    let later = Time(NOW.0 + 20 * 60_000);
    assert_eq!(member.seen.unwrap().presence(later), Presence::Away);
    assert_eq!(stuck(later), []);
}

#[test]
fn who_leaves_or_has_no_try_left_is_not_stuck() {
    let (mut class, place) = stuck_class();
    let id = class.roll().members()[0].id.clone();
    let mut gone = class.wall.clone();
    gone.apply(&id, &Event { at: NOW, what: Happened::Left });
    assert_eq!(Roll { wall: &gone, ..class.roll() }.stuck(NOW).len(), 0);
    let last = class.roll().members()[0].seen.unwrap().progress().attempts().last().unwrap();
    let what =
        Happened::Answered { place, edition: last.edition, answer: last.answer.clone(), share: last.share };
    class.feed(&id, &[Event { at: NOW, what }]);
    assert_eq!(class.roll().stuck(NOW).len(), 0);
}

#[test]
fn tables_have_their_columns_and_a_row_for_everything() {
    let mut class = Class::of(30);
    let first = essays(&class.roll())[0].key.clone();
    let (person, course, place, round) = first;
    let comment = "=Well, done".to_owned();
    class.teach(Teaching::Mark { person, course, place, round, ratings: vec![3, 2, 1], comment });
    let roll = class.roll();
    let head = |table: &str| table.lines().next().unwrap().to_owned();
    let results = results_csv(&roll);
    assert_eq!(
        head(&results),
        "cohort,login,name,group,course,module,steps_done,steps,points_percent,complete,minutes,last_seen"
    );
    assert_eq!(results.lines().count(), 1 + 30 * (class.course.modules.len() + 1));
    let whole = roll.standing(&roll.members()[0]);
    let row = format!("rehearsal,rehearsal-01,Rehearsal 01,Kenya,untoc,,{},{},", whole.done, whole.of);
    assert!(results.lines().any(|line| line.starts_with(&row)), "{row}");
    let responses = responses_csv(&roll);
    assert_eq!(
        head(&responses),
        "cohort,login,course,step,quiz,attempt,try,handed_in,kind,share_percent,hints,answer"
    );
    let handed: usize =
        roll.members().iter().filter_map(|m| m.seen).map(|seen| seen.progress().attempts().count()).sum();
    assert_eq!(responses.matches("\nrehearsal,rehearsal-").count(), handed);
    let posts = posts_csv(&roll);
    assert_eq!(
        head(&posts),
        "cohort,login,course,step,post,replies_to,posted,words,hidden,pinned,text,deleted"
    );
    assert!(posts.lines().count() > 1);
    let marks = essay_marks_csv(&roll);
    assert_eq!(
        head(&marks),
        "cohort,login,course,step,try,handed_in,words,by,marker,marked,rating_1,rating_2,rating_3,rating_4,rating_5,rating_6,rating_7,rating_8,comment"
    );
    let row = marks.lines().nth(1).unwrap();
    assert!(row.contains(",trainer,tina,") && row.ends_with(",3,2,1,,,,,,\"'=Well, done\""), "{row}");
}

#[test]
fn the_essay_that_waits_longest_comes_first() {
    let mut class = Class::of(30);
    let all = essays(&class.roll()).len();
    assert!(all > 2);
    let (person, course, place, round) = essays(&class.roll())[0].key.clone();
    let key = (person.clone(), course.clone(), place.clone(), round);
    class.teach(Teaching::Mark { person, course, place, round, ratings: vec![3], comment: String::new() });
    let roll = class.roll();
    let queue = essays(&roll);
    assert_eq!(queue.len(), all);
    assert_eq!(queue.last().unwrap().key, key);
    let waiting: Vec<Time> = queue.iter().filter(|one| one.mark.is_none()).map(|one| one.at).collect();
    assert!(waiting.is_sorted() && waiting.len() == all - 1);
}

#[test]
fn a_live_rehearsal_fills_its_minutes_and_nobody_goes_home() {
    let course = course();
    let events = live_rehearsal(&course, 41..=52, 7, NOW, 10);
    let (first, last) = (&events.first().unwrap().1, &events.last().unwrap().1);
    assert_eq!((first.at, last.at), (NOW, Time(NOW.0 + 10 * 60_000)));
    assert!(events.is_sorted_by_key(|(_, event)| event.at));
    assert!(events.iter().all(|(_, event)| event.what != Happened::Left));
    for number in 41..=52 {
        let id: LearnerId = format!("rehearsal-{number}").as_str().into();
        let theirs: Vec<&Event> =
            events.iter().filter(|(who, _)| *who == id).map(|(_, event)| event).collect();
        assert_eq!(theirs[0].what, Happened::Came, "{id}");
        assert_eq!(theirs.iter().filter(|event| event.what == Happened::Came).count(), 1, "{id}");
    }
    let moves = |from: i64| {
        events.iter().filter(move |(_, event)| (from..from + 60_000).contains(&(event.at.0 - NOW.0)))
    };
    for minute in 0..10 {
        assert!(moves(minute * 60_000).count() > 0, "nothing moves in minute {minute}");
    }
}

#[test]
fn a_group_of_each_level_holds_the_groups_in_it() {
    let mut class = Class::of(10);
    let mut plan = class.cohort().plan.clone();
    let group = |name: &str, level, within: Option<&str>| Group {
        name: name.into(),
        level,
        within: within.map(GroupId::from),
    };
    plan.groups.insert("world".into(), group("World", Level::Global, None));
    plan.groups.insert("africa".into(), group("Africa", Level::Regional, Some("world")));
    plan.groups.insert("uganda".into(), group("Uganda", Level::National, Some("africa")));
    class.act("tina", Act::ChangeCohort { cohort: "rehearsal".into(), plan });
    for (nth, group) in [(2, "uganda"), (4, "africa"), (6, "world")] {
        let (cohort, person) = ("rehearsal".into(), format!("rehearsal-{nth:02}").as_str().into());
        class.act("tina", Act::Regroup { cohort, person, group: Some(group.into()) });
    }
    // The five with odd numbers are in Kenya.
    let counts = |group: &str| {
        let id = GroupId::from(group);
        let roll = Roll { group: Some(&id), ..class.roll() };
        assert_eq!(roll.funnel().members, roll.members().len(), "the charts count the same people");
        roll.members().len()
    };
    assert_eq!(["kenya", "uganda", "africa", "world"].map(counts), [5, 1, 7, 8]);
}

//! What is said and heard in lines: the course, and for a trainer the class before it.

use super::console::with_view;
use super::hub::Hub;
use super::lines::Speaker;
use super::seats::Place;
use super::tables::keep_table;
use crate::app::{Said, Talker};
use crate::class::{CohortId, Role};
use crate::session::Time;
use crate::ui::Theme;
use crate::wall::{Console, Wish, hear, say};

/// The columns and rows that a console is told where nothing is drawn.
const SIZE: (u16, u16) = (80, 24);

/// Somebody who talks in lines. What it is asked may wait for the disk.
pub(super) struct Voice<'h> {
    hub: &'h Hub,
    place: &'h Place,
    talker: Talker,
    trainer: Option<Trainer>,
}

struct Trainer {
    console: Console,
    /// True while the trainer looks at the course.
    in_course: bool,
}

impl<'h> Voice<'h> {
    pub(super) fn new(hub: &'h Hub, place: &'h Place, cohort: Option<&CohortId>) -> Self {
        let id = &place.learner;
        let leads = hub.registrar.look(|book| book.role(id)) != Role::Learner;
        let mut console = Console::new(SIZE.0, SIZE.1);
        if let Some(cohort) = cohort {
            console.look_at(cohort.clone());
        }
        let trainer = leads.then_some(Trainer { console, in_course: false });
        Self { hub, place, talker: Talker::new(place.seat.clone()), trainer }
    }

    /// The trainer, before the class.
    fn trainer(&mut self) -> Option<&mut Trainer> {
        self.trainer.as_mut().filter(|trainer| !trainer.in_course)
    }

    /// A trainer who leaves the course is back before the class.
    fn back_to_class(&mut self, said: Said) -> Said {
        let (hub, place) = (self.hub, self.place);
        match &mut self.trainer {
            Some(trainer) if said.over => {
                trainer.in_course = false;
                Said { words: said.words + &trainer.say(hub, place), over: false }
            }
            Some(_) | None => said,
        }
    }
}

impl Speaker for Voice<'_> {
    fn begin(&mut self) -> String {
        let (hub, place) = (self.hub, self.place);
        match self.trainer() {
            Some(trainer) => trainer.say(hub, place) + "Say help to hear what you can say here.\n",
            None => self.talker.begin(),
        }
    }

    fn prompt(&self) -> &'static str {
        self.talker.prompt()
    }

    fn hear(&mut self, line: &str, now: Time) -> Said {
        let (hub, place) = (self.hub, self.place);
        let Some(trainer) = self.trainer() else {
            let said = self.talker.hear(line, now);
            return self.back_to_class(said);
        };
        let console = &mut trainer.console;
        let heard = with_view(hub, place, Theme::Mono, |view| hear(console, line, view));
        let mut words = heard.words;
        for wish in heard.wishes {
            match wish {
                Wish::Do(act) => match hub.registrar.act(&act, &place.learner) {
                    Ok(_) => words.push_str("Done.\n"),
                    Err(not_done) => words.push_str(&format!("{not_done}\n")),
                },
                Wish::Order(order) => match hub.registrar.obey(&order, &place.learner) {
                    Ok(reply) => {
                        words.push_str(&reply.words);
                        trainer.console.obeyed(&reply);
                    }
                    Err(not_done) => words.push_str(&format!("{}\n", not_done.to_string().trim_end())),
                },
                Wish::Keep { name, text } => {
                    words.push_str(&format!("{}\n", keep_table(&hub.tables, &name, &text)));
                }
                Wish::Read(step, post) => place.has_read(hub, step, post),
                Wish::Course => {
                    trainer.in_course = true;
                    words.push_str("This is the course. Say quit to come back to the class.\n");
                    words.push_str(&self.talker.begin());
                    return Said { words, over: false };
                }
                Wish::Quit => return Said { words, over: true },
            }
        }
        Said { words, over: false }
    }

    fn news(&mut self) -> String {
        if self.trainer().is_some() { String::new() } else { self.talker.news() }
    }

    fn wakes_at(&self) -> Option<Time> {
        self.talker.wakes_at()
    }

    fn wake(&mut self, now: Time) {
        self.talker.wake(now);
    }

    fn end(&mut self, now: Time) -> String {
        self.talker.end(now).0
    }
}

impl Trainer {
    fn say(&mut self, hub: &Hub, place: &Place) -> String {
        with_view(hub, place, Theme::Mono, |view| say(&mut self.console, view))
    }
}

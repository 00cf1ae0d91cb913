//! What happens at one seat, or in the book, is passed on to all seats that it concerns.

use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::watch;

use super::Room;
use super::hub::Hub;
use super::seats::Place;
use crate::course::{CourseId, LearnerId};
use crate::session::{Event, Guidance};

/// What happens in the class is passed on after so long at the latest.
const BETWEEN_NEWS: Duration = Duration::from_millis(250);

impl Hub {
    /// Passes on what happens at a seat as soon as it is on the disk, as long as there is the seat.
    pub(super) async fn pass_news_on(
        self: Arc<Self>,
        place: Weak<Place>,
        mut answered: watch::Receiver<u64>,
    ) {
        while answered.changed().await.is_ok() {
            let Some(place) = place.upgrade() else { return };
            self.publish(&place).await;
        }
    }

    /// Tells everybody whom it concerns what was done at a seat and is on the disk.
    pub(super) async fn publish(&self, place: &Place) {
        // One after the other, so that a change of a post never comes before the post.
        let _turn = place.publishing.lock().await;
        let news = place.seat.take().take_news();
        if news.is_empty() {
            return;
        }
        self.tell_all(&place.room, &place.learner, &news).await;
        self.hand_over(place, &news).await;
    }

    /// Tells everybody whom it concerns what somebody did in a course and what is on the disk.
    pub(super) async fn tell_all(&self, room: &Room, learner: &LearnerId, news: &[Event]) {
        let (course, forum) = (&room.course.id, &room.forum);
        if !forum.apply(learner, news) {
            return;
        }
        let seats = self.seats.lock().await;
        let places: Vec<Arc<Place>> = seats
            .iter()
            .filter(|((other, of), _)| of == course && forum.share(learner, other))
            .filter_map(|(_, cell)| cell.get().cloned())
            .collect();
        drop(seats);
        for place in places {
            place.meets();
        }
    }

    /// Hands to the book what belongs there, too.
    async fn hand_over(&self, place: &Place, news: &[Event]) {
        let (learner, course) = (&place.learner, &place.room.course.id);
        let owed: Vec<Event> = self
            .registrar
            .look(|book| news.iter().filter(|event| book.owes(learner, course, event)).cloned().collect());
        if owed.is_empty() {
            return;
        }
        let (registrar, learner, course) = (Arc::clone(&self.registrar), learner.clone(), course.clone());
        // A store that fails now is spoken of elsewhere, and what is owed is taken over at the next start.
        let _ = tokio::task::spawn_blocking(move || registrar.take_over(&learner, &course, &owed)).await;
    }

    pub(super) fn guidance(&self, learner: &LearnerId, room: &Room) -> Arc<Guidance> {
        let course = &room.course.id;
        Arc::new(self.registrar.look(|book| {
            let reviews = room.forum.look(|wall| book.reviews(learner, course, wall));
            let mut guidance = Guidance { reviews, ..book.guidance(learner, course) };
            room.forum.introduce(book, learner, &mut guidance);
            guidance
        }))
    }

    /// Tells everybody who is here what trainers say and decide, as long as the server runs.
    pub(super) async fn pass_guidance_on(self: Arc<Self>) {
        let mut changed = self.registrar.changed();
        loop {
            tokio::select! {
                () = self.closing().cancelled() => return,
                more = changed.changed() => if more.is_err() { return },
            }
            // Who belongs together, under which names, and what trainers did to posts.
            let read: Vec<bool> = self.rooms.iter().map(|room| room.forum.read_book()).collect();
            let reads = |course: &CourseId| {
                let mut rooms = self.rooms.iter().zip(&read);
                rooms.any(|(room, reads)| *reads && room.course.id == *course)
            };
            let places: Vec<Arc<Place>> = {
                let seats = self.seats.lock().await;
                seats.values().filter_map(|cell| cell.get().cloned()).collect()
            };
            for place in places {
                if place.seat.take().guide(self.guidance(&place.learner, &place.room), self.now()) {
                    place.changed.send_modify(|count| *count += 1);
                }
                if reads(&place.room.course.id) {
                    place.meets();
                }
            }
            // When a whole class answers a poll, everybody need not be told of each answer.
            tokio::time::sleep(BETWEEN_NEWS).await;
        }
    }
}

//! `log`, `complain`, `thanks` and `extra`: whose, and one typed line.

use clap::Args;

use super::entry::Words;

/// A contact.
#[derive(Debug, Args)]
#[command(mut_arg("line", |line| line.required(true)), after_help = "\
Examples:
  regulars log 4471 'call in: wants rye !fri ring back #delivery +1'
  regulars log '#12' text out: your order is ready
  regulars log 'ana lima' 'visit: tasted the new blend on yesterday'
  regulars log - 'visit: party of 6, no table'

In the line:
  call in:  text out:  visit:   channel and direction, at the start
  !fri ring back                a promise, due on Friday
  #delivery  @SK                a tag; who did it
  +1  -2                        the mood, at the end
  on yesterday  on 12.6.        another day, first or last
Quotes keep your shell from reading ! and # itself.")]
pub struct Log {
    #[command(flatten)]
    pub(super) words: Words,
}

/// Something went wrong.
#[derive(Debug, Args)]
#[command(mut_arg("line", |line| line.required(true)), after_help = "\
Examples:
  regulars complain 4471 'grinder leaks'
  regulars complain 4471 'furious: third time the beans were stale !tom ring back'
  regulars complain - 'overheard: the queue is too long'")]
pub struct Complain {
    #[command(flatten)]
    pub(super) words: Words,
}

/// Thanks that were said.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars thanks 4471                           for the first that is due
  regulars thanks 4471 a card with a picture of the dog
  regulars thanks 4471 'referral: told him in the shop'
  regulars thanks 4471 'own: helped to carry the bags'

In front: referral: feedback: complaint: enquiry: own:.")]
pub struct Thanks {
    #[command(flatten)]
    pub(super) words: Words,
}

/// A small extra, or a favour.
#[derive(Debug, Args)]
#[command(mut_arg("line", |line| line.required(true)), after_help = "\
Examples:
  regulars extra 4471 'two biscuits 1.50 -> loved them'     what it cost, and how they took it
  regulars extra 4471 'got: a jar of honey'                 a favour of theirs")]
pub struct Extra {
    #[command(flatten)]
    pub(super) words: Words,
}

/// What somebody bought.
#[derive(Debug, Args)]
#[command(mut_arg("line", |line| line.required(true)), after_help = "\
Examples:
  regulars bought 4471 2 rye 7.80 yesterday         how many, of what, what they paid in all, and when
  regulars bought 4471 0.35 cheese                  at its price, where the product has one
  regulars bought 4471 'back 1 rye 3.90'            given back; so is -1 rye -3.90
  regulars bought 4471 12.50                        only the amount is known

A product may be shortened as long as only one fits; a name that fits none is a new product. In quotes a name is never
short for another.")]
pub struct Bought {
    #[command(flatten)]
    pub(super) words: Words,
}

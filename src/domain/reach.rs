//! How somebody can be reached, and for what: news only where they said yes to it, a personal word where they did not say no.

use super::{Channel, ChannelRule, Customer, Leave};

/// The ways to somebody: what they allow, and what the shop has of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach<'a> {
    /// What they allow, channel by channel.
    pub rules: &'a [ChannelRule],
    /// The shop has a phone of theirs.
    pub phone: bool,
    /// The shop has an e-mail address of theirs.
    pub mail: bool,
    /// The shop has a postal address of theirs.
    pub address: bool,
}

/// Why nobody can be sent news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoWay {
    /// They were never asked whether they want news.
    NotAsked,
    /// They said no.
    Refused,
    /// They said yes, on channels on which they never want to be reached.
    Never,
    /// They said yes, but there is nothing to reach them on.
    Nothing,
}

/// Channels for a personal word, the quickest first; nobody is visited or written a letter for it.
const PERSONAL: [Channel; 4] = [Channel::Call, Channel::Text, Channel::Chat, Channel::Mail];

impl<'a> Reach<'a> {
    /// The ways to this customer.
    pub fn of(customer: &'a Customer) -> Self {
        Self {
            rules: &customer.channels,
            phone: customer.phones.iter().any(|it| !it.raw.trim().is_empty()),
            mail: customer
                .emails
                .iter()
                .any(|it| !it.address.trim().is_empty()),
            address: customer.addresses.iter().any(|it| !it.is_blank()),
        }
    }

    /// Where they are sent news: on a channel with their consent that is allowed and leads to them, the preferred one first.
    ///
    /// # Errors
    /// Why there is none.
    pub fn for_news(&self) -> Result<Channel, NoWay> {
        let asked = self.rules.iter().filter_map(|rule| rule.marketing);
        let refused = asked.clone().any(|yes| !yes);
        if !asked.clone().any(|yes| yes) {
            return Err(if refused {
                NoWay::Refused
            } else {
                NoWay::NotAsked
            });
        }
        let consents = self.rules.iter().filter(|it| it.marketing == Some(true));
        let mut allowed = consents.filter(|it| it.leave != Leave::Never).peekable();
        if allowed.peek().is_none() {
            return Err(NoWay::Never);
        }
        let leads = allowed.filter(|it| self.leads(it.channel));
        let first = leads.min_by_key(|it| (it.leave, it.channel));
        first.map(|it| it.channel).ok_or(NoWay::Nothing)
    }

    /// Where they are spoken to in person: a channel that leads to them and that they neither exclude nor said no to news on, the
    /// preferred one first.
    pub fn for_a_word(&self) -> Option<Channel> {
        let rule = |channel| self.rules.iter().find(|it| it.channel == channel);
        let leave = |channel| rule(channel).map_or(Leave::Ok, |it| it.leave);
        let may = |channel: &Channel| {
            let no = rule(*channel).is_some_and(|it| it.marketing == Some(false));
            self.leads(*channel) && !no && leave(*channel) != Leave::Never
        };
        let ways = PERSONAL.into_iter().filter(may);
        ways.min_by_key(|channel| leave(*channel))
    }

    /// Has the shop what this channel needs? For a visit and the shop's own way it needs nothing.
    fn leads(&self, channel: Channel) -> bool {
        match channel {
            Channel::Call | Channel::Text | Channel::Chat => self.phone,
            Channel::Mail => self.mail,
            Channel::Post => self.address,
            Channel::Visit | Channel::Own => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::ChannelRuleId;

    fn rule(channel: Channel, leave: Leave, marketing: Option<bool>) -> ChannelRule {
        ChannelRule {
            id: ChannelRuleId::NEW,
            channel,
            leave,
            best_time: String::new(),
            marketing,
            consent_on: None,
        }
    }

    fn all(rules: &[ChannelRule]) -> Reach<'_> {
        Reach {
            rules,
            phone: true,
            mail: true,
            address: true,
        }
    }

    #[test]
    fn news_go_where_they_said_yes_the_preferred_channel_first() {
        let yes = Some(true);
        let rules = [
            rule(Channel::Call, Leave::Prefer, None),
            rule(Channel::Text, Leave::Ok, yes),
            rule(Channel::Mail, Leave::Prefer, yes),
            rule(Channel::Visit, Leave::Never, yes),
        ];
        let everything = all(&rules);
        assert_eq!(everything.for_news(), Ok(Channel::Mail));
        let no_mail = Reach {
            mail: false,
            ..everything
        };
        assert_eq!(no_mail.for_news(), Ok(Channel::Text));
        let nothing = Reach {
            phone: false,
            ..no_mail
        };
        assert_eq!(nothing.for_news(), Err(NoWay::Nothing));
    }

    #[test]
    fn without_a_yes_there_are_no_news() {
        let call = |leave, marketing| {
            let rules = [rule(Channel::Call, leave, marketing)];
            all(&rules).for_news()
        };
        assert_eq!(call(Leave::Prefer, None), Err(NoWay::NotAsked));
        assert_eq!(call(Leave::Prefer, Some(false)), Err(NoWay::Refused));
        assert_eq!(call(Leave::Never, Some(true)), Err(NoWay::Never));
        assert_eq!(all(&[]).for_news(), Err(NoWay::NotAsked));
    }

    #[test]
    fn each_channel_needs_what_it_leads_over() {
        let ways = |phone, mail, address| {
            let leads = Reach {
                rules: &[],
                phone,
                mail,
                address,
            };
            let ways = Channel::ALL.iter().filter(|it| leads.leads(**it));
            ways.map(|it| it.word()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(ways(false, false, false), "visit own");
        assert_eq!(ways(true, false, false), "call text visit chat own");
        assert_eq!(ways(false, true, false), "mail visit own");
        assert_eq!(ways(false, false, true), "visit post own");
    }

    #[test]
    fn a_word_is_said_where_they_did_not_say_no() {
        let rules = [
            rule(Channel::Call, Leave::Never, Some(true)),
            rule(Channel::Text, Leave::Ok, Some(false)),
            rule(Channel::Mail, Leave::Prefer, None),
        ];
        assert_eq!(all(&rules).for_a_word(), Some(Channel::Mail));
        assert_eq!(all(&rules[..2]).for_a_word(), Some(Channel::Chat));
        assert_eq!(all(&[]).for_a_word(), Some(Channel::Call));
        assert_eq!(Reach::default().for_a_word(), None);
    }

    #[test]
    fn a_customer_is_reached_on_what_is_written_down() {
        let mut anna = Customer::default();
        assert_eq!(Reach::of(&anna), Reach::default());
        anna.emails.push(crate::domain::Email {
            address: "anna@example.org".into(),
            ..Default::default()
        });
        anna.addresses.push(crate::domain::Address::default());
        let reach = Reach::of(&anna);
        assert_eq!(
            (reach.phone, reach.mail, reach.address),
            (false, true, false)
        );
    }
}

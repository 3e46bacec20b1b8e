//! Row numbers with the noun in the type, so that a promise is never looked up as a customer.

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl $name {
            /// In a new row: "give me a number". In a reference: the row of this noun added just before, in the same act.
            pub const NEW: Self = Self(0);

            /// True for [`Self::NEW`].
            pub const fn is_new(self) -> bool { self.0 == 0 }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "#{}", self.0)
            }
        }
    )+ };
}

ids! {
    /// A customer, `#12` on the command line.
    CustomerId,
    /// One of a customer's phones.
    PhoneId,
    /// One of a customer's e-mail addresses.
    EmailId,
    /// One of a customer's postal addresses.
    AddressId,
    /// One tag on a customer.
    TagId,
    /// A like or avoid.
    PreferenceId,
    /// A fact.
    FactId,
    /// What a customer allows on one channel.
    ChannelRuleId,
    /// An interaction.
    InteractionId,
    /// A promise.
    PromiseId,
    /// A complaint.
    ComplaintId,
    /// One step of a complaint.
    StepId,
    /// A cause on the shop's own list.
    CauseId,
    /// Something the shop changes against a cause.
    ActionId,
    /// Asking again after a complaint.
    RecoveryId,
    /// A want.
    WantId,
    /// Thanks.
    ThanksId,
    /// An extra.
    ExtraId,
    /// Feedback.
    FeedbackId,
    /// One who serves.
    StaffId,
    /// A house card.
    CardId,
    /// A line of Today put off.
    SnoozeId,
    /// A product.
    ProductId,
    /// A purchase.
    PurchaseId,
    /// A rule of the shop's own: what goes with what.
    RuleId,
    /// Something proposed to a customer.
    OfferId,
    /// A reward taken off a loyalty card.
    RedemptionId,
    /// A review whether to part ways.
    PartingId,
    /// A worksheet.
    WorksheetId,
    /// A self-check.
    SelfCheckId,
    /// Kudos.
    KudosId,
    /// What the columns of a till's files mean.
    LayoutId,
    /// Two customers who are not the same.
    ApartId,
}

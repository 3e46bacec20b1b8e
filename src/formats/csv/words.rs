//! Column names as other programs and people write them, folded by [`super::meaning::fold`]; `|` stands between them.

use super::meaning::{Field, Part};

/// Is the word one of the list?
pub fn is_one_of(word: &str, list: &str) -> bool {
    list.split('|').any(|it| it == word)
}

/// Names that mean one field on their own. Our own export uses the first ones.
pub const FIELDS: &[(Field, &str)] = &[
    (Field::Uid, "uid"),
    (
        Field::Name,
        "name|full name|fullname|display name|customer|customer name|client|client name|contact|\
     contact name|kunde|kundenname|vollstandiger name|nom|nom complet|nombre|nombre completo|\
     nome|nome completo|navn|namn|naam|nimi|imie i nazwisko|jmeno|ad soyad|имя|фио|名前|氏名|姓名|\
     お名前|이름",
    ),
    (
        Field::Given,
        "given|given name|first name|firstname|first|vorname|prenom|nombre de pila|nome proprio|\
     fornavn|fornamn|voornaam|etunimi|imie|forename|ad|名",
    ),
    (
        Field::Middle,
        "middle name|middle|additional name|zweiter vorname",
    ),
    (
        Field::Family,
        "family|family name|last name|lastname|last|surname|nachname|familienname|nom de famille|\
     apellido|apellidos|cognome|sobrenome|apelido|etternavn|efternavn|efternamn|achternaam|\
     sukunimi|nazwisko|prijmeni|soyad|фамилия|姓",
    ),
    (Field::Prefix, "name prefix|prefix|title|anrede|salutation"),
    (Field::Suffix, "name suffix|suffix"),
    (
        Field::CallMe,
        "call me|nickname|spitzname|rufname|surnom|apodo|soprannome",
    ),
    (
        Field::Say,
        "say|pronunciation|yomi name|phonetic name|ふりかな",
    ),
    (Field::SayGiven, "given name yomi|phonetic first name"),
    (Field::SayFamily, "family name yomi|phonetic last name"),
    (Field::Hook, "hook"),
    (Field::SortKey, "sort key|file as"),
    (
        Field::Company,
        "company|company name|org|organization|organisation|organization name|\
     organization 1 name|firma|unternehmen|societe|entreprise|empresa|azienda|bedrijf|\
     default address company|会社|компания",
    ),
    (
        Field::Birthday,
        "birthday|birth date|birthdate|date of birth|dob|geburtstag|geburtsdatum|\
     date de naissance|anniversaire|fecha de nacimiento|data di nascita|geboortedatum|\
     fodselsdag|data urodzenia|誕生日",
    ),
    (
        Field::Tags,
        "tags|tag|labels|groups|group membership|categories|category|kategorien|gruppen|\
     etiquetas|etiquettes",
    ),
    (
        Field::Note,
        "note|notes|memo|comment|comments|remarks|notiz|notizen|bemerkung|bemerkungen|kommentar|\
     remarque|remarques|nota|notas|observaciones|opmerking|notatki|備考",
    ),
    (Field::Facts, "facts"),
    (Field::Likes, "likes"),
    (Field::Channels, "channels"),
    (Field::Do, "do"),
    (Field::Dont, "dont"),
    (Field::GoingThrough, "going through"),
    (Field::GoingUntil, "going through until"),
    (Field::Handover, "handover"),
    (Field::Source, "source|creation source|lead source"),
    (Field::ReferredBy, "referred by"),
    (
        Field::Since,
        "since|customer since|first visit|kunde seit|client depuis",
    ),
    (Field::Tier, "tier|customer tier|abc"),
    (Field::TierWhy, "tier why"),
    (Field::CheckIn, "check in|check in days"),
    (Field::TillNumber, "till number"),
    (Field::Created, "created|created at|date created"),
    (Field::Kept, "kept"),
    (Field::MorePhones, "more phones"),
    (Field::MoreEmails, "more emails"),
    (Field::MoreAddresses, "more addresses"),
    (
        Field::MailConsent,
        "accepts email marketing|accepts marketing|email subscription status",
    ),
    (Field::TextConsent, "accepts sms marketing"),
    (
        Field::LeftOut,
        "photo|e mail type|e mail 2 type|e mail 3 type",
    ),
];

/// Words for a phone.
pub const PHONE: &str = "phone|phones|telephone|tel|telefon|telefonnummer|rufnummer|telefono|telefone|telefoon|\
     telefoonnummer|telefonu|telefonszam|puhelin|telefonnr|phonenumber|telephones|телефон|电话|\
     電話|電話番号|전화";

/// Words for a phone that say which one.
pub const MOBILE: &str = "mobile|mobil|cell|cellphone|handy|handynummer|mobilnummer|mobiltelefon|mobilfunk|\
     portable|movil|celular|cellulare|telemovel|mobiel|komorka|gsm|whatsapp|手机|携帯|мобильныи|\
     휴대폰";

/// Words for an e-mail address; "e mail" and "e post" are one word by then.
pub const EMAIL: &str = "email|emails|mail|emailadresse|mailadresse|courriel|correo|epost|eposta|mejl|почта|邮箱|\
     メール|이메일";

/// Words for the parts of a postal address.
pub const PARTS: &[(Part, &str)] = &[
    (
        Part::Street,
        "street|address|addr|strasse|adresse|anschrift|rue|calle|direccion|via|indirizzo|morada|\
     endereco|ulica|adres|gate|gata|straat|pobox|extended|住所|地址|адрес|주소",
    ),
    (
        Part::City,
        "city|town|locality|ort|stadt|wohnort|ville|ciudad|poblacion|citta|cidade|miasto|plaats|\
     woonplaats|stad|mesto|город",
    ),
    (
        Part::Region,
        "region|state|province|county|bundesland|provincia|estado|kanton",
    ),
    (
        Part::Postcode,
        "postcode|zip|zipcode|postalcode|plz|postleitzahl|codepostal|cp|cap|cep|postnummer|\
     postnr|kodpocztowy|psc|郵便番号|индекс",
    ),
    (Part::Country, "country|land|pays|pais|paese|kraj|国|страна"),
    (Part::Formatted, "formatted"),
    (Part::Label, "label|type"),
];

/// Words beside these, and the label they give; numbers count as such a word with no label.
pub const BESIDE: &[(&str, &str)] = &[
    ("business", "work"),
    ("work", "work"),
    ("office", "work"),
    ("geschaftlich", "work"),
    ("buro", "work"),
    ("dienstlich", "work"),
    ("bureau", "work"),
    ("trabajo", "work"),
    ("company", "work"),
    ("home", "home"),
    ("privat", "home"),
    ("private", "home"),
    ("domicile", "home"),
    ("casa", "home"),
    ("fax", "fax"),
    ("pager", "pager"),
    ("billing", "billing"),
    ("shipping", "delivery"),
    ("delivery", "delivery"),
    ("other", ""),
    ("main", ""),
    ("primary", ""),
    ("default", ""),
    ("customer", ""),
    ("contact", ""),
    ("number", ""),
    ("nummer", ""),
    ("numero", ""),
    ("numer", ""),
    ("nr", ""),
    ("no", ""),
    ("value", ""),
    ("line", ""),
    ("de", ""),
    ("electronico", ""),
];

/// Pairs of words that are one.
pub const PAIRS: &[(&str, &str)] = &[
    ("e mail", "email"),
    ("e post", "epost"),
    ("e posta", "eposta"),
    ("postal code", "postcode"),
    ("post code", "postcode"),
    ("zip code", "zip"),
    ("code postal", "codepostal"),
    ("codigo postal", "codepostal"),
    ("kod pocztowy", "kodpocztowy"),
    ("po box", "pobox"),
    ("extended address", "extended"),
    ("province code", "province"),
    ("country code", "country"),
    ("country region", "country"),
    ("cell phone", "mobile"),
    ("mobile phone", "mobile"),
];

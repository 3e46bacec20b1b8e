//! Names of columns and words of cells as tills and web shops write them, folded like all column names; `|` stands between them.

use super::columns::Field;

/// Names that mean one field; of several columns the one whose name stands first counts.
pub const FIELDS: &[(Field, &str)] = &[
    (
        Field::Receipt,
        "receipt|receipt no|receipt number|receipt id|invoice|invoice no|invoice number|invoiceno|\
     invoice id|order|order no|order number|ordernumber|order id|orderid|order name|sale id|\
     sale number|sale no|ticket|ticket no|ticket number|bill no|bill number|transaction id|\
     transaction no|transaction number|transaction|beleg|belegnr|beleg nr|belegnummer|bon|bonnr|\
     bon nr|bonnummer|rechnung|rechnungsnr|rechnungsnummer|rechnung nr|bestellung|bestellnummer|\
     transaktions id|transaktionsnummer|facture|numero de facture|n de facture|commande|\
     numero de commande|factura|numero de factura|pedido|fattura|scontrino|ordine|faktura|\
     fakturanummer|kvittering|kvitto|kvittonummer|factuurnummer|ordernummer|paragon|numer paragonu",
    ),
    (
        Field::Day,
        "day|date|date time|datetime|date and time|invoice date|invoicedate|order date|orderdate|\
     sale date|sold at|sold on|transaction date|purchase date|created at|created on|date created|\
     completed at|paid at|closed at|timestamp|datum|datum zeit|datum uhrzeit|rechnungsdatum|\
     bestelldatum|belegdatum|kaufdatum|verkaufsdatum|date de vente|date de facture|\
     date de commande|fecha|fecha de venta|fecha de factura|fecha de pedido|data|\
     data di vendita|dato|data sprzedazy",
    ),
    (
        Field::Number,
        "customer id|customerid|customer no|customer number|customernumber|customer code|\
     customer reference id|customer reference|client id|client no|client number|client code|\
     member id|member no|member number|membership number|loyalty number|kundennummer|kundennr|\
     kunden nr|kunden id|kundenid|debitor|debitorennummer|numero client|numero de client|\
     code client|numero de cliente|codigo de cliente|codice cliente|klantnummer|kundenummer|\
     kundnummer|numer klienta",
    ),
    (
        Field::Customer,
        "customer|client|kunde|kundin|cliente|klant|kund|klient|buyer|member",
    ),
    (
        Field::Name,
        "customer name|customername|client name|buyer name|billing name|billing full name|name|\
     full name|kundenname|nom du client|nombre del cliente|nome cliente|klantnaam",
    ),
    (
        Field::Given,
        "customer first name|billing first name|first name|given name|vorname|prenom|nombre de pila",
    ),
    (
        Field::Family,
        "customer last name|billing last name|last name|family name|surname|nachname|nom de famille",
    ),
    (
        Field::Product,
        "product|product name|productname|item|item name|lineitem name|article|article name|\
     artikel|artikelname|artikelbezeichnung|produkt|produktname|produit|producto|prodotto|produto|\
     warenbezeichnung|towar|tuote",
    ),
    (
        Field::Sku,
        "sku|lineitem sku|item sku|stock code|stockcode|item code|product code|article no|plu|\
     artikelnummer|artikelnr|ean|barcode",
    ),
    (
        Field::Group,
        "group|category|product group|product category|product type|item category|department|\
     warengruppe|artikelgruppe|produktgruppe|kategorie|rubrique|categorie|categoria|kategoria",
    ),
    (
        Field::Quantity,
        "quantity|qty|lineitem quantity|item quantity|quantity sold|qty sold|units|units sold|\
     menge|anzahl|stuck|stk|stuckzahl|quantite|qte|cantidad|cant|quantita|qta|quantidade|aantal|\
     antal|ilosc",
    ),
    (
        Field::Amount,
        "amount|line total|line amount|item total|total price|totalprice|total amount|order total|\
     grand total|total|net sales|sales|gross sales|sales amount|price gross|revenue|\
     total collected|amount paid|subtotal|sum|betrag|betrag inkl mwst|gesamtbetrag|gesamtpreis|\
     gesamt|summe|endbetrag|positionssumme|umsatz|bruttobetrag|brutto|montant|montant ttc|\
     total ttc|prix total|importe|importe total|importo|totale|valor total|bedrag|totaal|belop|\
     belopp|summa|kwota|wartosc|suma",
    ),
    (
        Field::Price,
        "price|unit price|unitprice|lineitem price|item price|price each|einzelpreis|stuckpreis|\
     preis|prix unitaire|prix|precio unitario|precio|prezzo unitario|prezzo|preco|prijs|pris|cena",
    ),
    (Field::Discount, "lineitem discount"),
    (
        Field::Status,
        "status|order status|financial status|payment status|sale status|transaction status|\
     bestellstatus|statut|estado|stato",
    ),
    (
        Field::Cancelled,
        "cancelled at|canceled at|cancelled|canceled|voided|storniert",
    ),
    (
        Field::Kind,
        "event type|transaction type|sale type|type|typ|vorgang",
    ),
    (Field::LineKind, "line type"),
    (
        Field::Currency,
        "currency|currency code|wahrung|devise|moneda|valuta",
    ),
];

/// Names of what was sold only where each row is a line of a sale; else the whole basket, or a remark, stands there.
pub const WITH_LINES: &str =
    "description|beschreibung|bezeichnung|libelle|descripcion|descrizione|opis|details";

/// What a sale is that never came about, or was taken back whole.
pub const CANCELLED: &str = "cancelled|canceled|cancel|void|voided|failed|declined|expired|pending|draft|checkout draft|saved|\
     unpaid|abandoned|storniert|storno|annulliert|abgebrochen|fehlgeschlagen|abgelehnt|offen|annule|annulee|\
     echoue|cancelado|cancelada|anulado|anulada|annullato|annullata|geannuleerd|anulowane|anulowany";

/// What a sale is that was paid back whole, in the same row.
pub const REFUNDED: &str =
    "refunded|fully refunded|erstattet|rembourse|remboursee|reembolsado|rimborsato";

/// What a row is that pays back.
pub const REFUND: &str = "refund|return|returned|credit|credit note|chargeback|charge back|gutschrift|retoure|ruckgabe|\
     ruckerstattung|erstattung|avoir|remboursement|devolucion|reembolso|rimborso|reso";

/// Whom tills call by these names nobody knows.
pub const NOBODY: &str = "walk in|walkin|walk in customer|guest|guest customer|cash customer|cash sale|anonymous|unknown|none|n a|\
     laufkundschaft|laufkunde|barverkauf|gast|client de passage|anonyme|cliente contado|consumidor final|anonimo";

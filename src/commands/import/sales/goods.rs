//! What is sold: the shop's products by their folded names, and new ones.

use std::collections::HashMap;

use anyhow::Result;

use crate::{
    domain::{Product, ProductId},
    formats::till::Sale,
    search::fold,
    store::Store,
};

/// Every product there is, and every new one.
pub struct Goods {
    by_name: HashMap<String, ProductId>,
    last: ProductId,
    /// What is new, under the numbers they get.
    pub new: Vec<Product>,
}

impl Goods {
    /// The products of the shop.
    ///
    /// # Errors
    /// What the store says.
    pub fn of(store: &Store) -> Result<Self> {
        let mut goods = Self {
            by_name: HashMap::new(),
            last: ProductId::NEW,
            new: Vec::new(),
        };
        for product in store.products()? {
            goods.last = goods.last.max(product.id);
            goods
                .by_name
                .entry(fold(&product.name))
                .or_insert(product.id);
        }
        Ok(goods)
    }

    /// The product of this name, none where the till gives no name; `None` when it is new.
    pub fn find(&self, name: &str) -> Option<Option<ProductId>> {
        if name.is_empty() {
            return Some(None);
        }
        self.by_name.get(&fold(name)).map(|id| Some(*id))
    }

    /// A new product as the till tells it; gives back its number.
    pub fn add(&mut self, sale: &Sale) -> Option<ProductId> {
        self.last.0 += 1;
        self.by_name.insert(fold(&sale.product), self.last);
        self.new.push(Product {
            id: self.last,
            name: sale.product.clone(),
            group: sale.group.clone(),
            ..Product::default()
        });
        Some(self.last)
    }
}

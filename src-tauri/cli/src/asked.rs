//! What was typed as a call of the one table.

use serde_json::Value;

/// A call of the table.
pub struct Asked {
    /// The command.
    pub name: &'static str,
    /// Its arguments.
    pub args: Value,
    /// Whether it only looks.
    pub looks: bool,
}

/// A call that changes the ledger.
pub fn change(name: &'static str, args: Value) -> Asked {
    Asked {
        name,
        args,
        looks: false,
    }
}

/// A call that only looks.
pub fn look(name: &'static str, args: Value) -> Asked {
    Asked {
        name,
        args,
        looks: true,
    }
}

/// What was typed as a call.
pub trait Asks {
    /// The call.
    fn asked(&self) -> Asked;
}

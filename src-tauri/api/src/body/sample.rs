//! The sample ledger, made on the spot.

use std::path::Path;

use crate::command::Call;
use crate::dto::{DirArgs, LedgerInfo};
use crate::fault::{Code, Fault};

pub(crate) fn sample_create(_: &Call<'_>, args: DirArgs) -> Result<LedgerInfo, Fault> {
    Err(Fault::at(Code::SampleFailed, Path::new(&args.dir)))
}

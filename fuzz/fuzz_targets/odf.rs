#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    taizhang_fuzz::odf(data);
});
